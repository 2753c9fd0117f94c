class AppError(Exception):
    """Ours."""

    def __init__(self, code, text):
        super().__init__(code, text)
        self.code = code

    def __str__(self):
        return f"{self.code}: {self.args[1]}"


class Worse(AppError):
    pass


try:
    raise Worse(7, "seven")
except AppError as e:
    print(e, repr(e), e.args, e.code)  # expect: 7: seven Worse(7, 'seven') (7, 'seven') 7
    print(isinstance(e, Exception), issubclass(Worse, AppError))  # expect: True True
try:
    raise ValueError
except ValueError as e:
    print(repr(e), str(e) == "", e.args)  # expect: ValueError() True ()
print(repr(KeyError("k")), str(KeyError("k")), str(ValueError("a", 1)))  # expect: KeyError('k') 'k' ('a', 1)

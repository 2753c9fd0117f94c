for base, argument in ((float, 1.5), (str, "a"), (list, ()), (dict, ()), (complex, 1), (set, ()), (bytearray, b"")):
    class Slotted(base):
        __slots__ = ["precision"]

    one = Slotted(argument)
    try:
        one.precision
    except AttributeError as error:
        print(error)
    one.precision = 5
    print(base.__name__, one.precision, one == base(argument))
    del one.precision
    print(hasattr(one, "precision"))


class Rounded(float):
    __slots__ = ["digits"]

    def __new__(cls, value, digits=2):
        self = float.__new__(cls, value)
        self.digits = digits
        return self

    def __repr__(self):
        return f"{float(self):.{self.digits}f}"


print(Rounded(3.14159), [Rounded(2, 1), Rounded(1)], Rounded(1.5) + 1)

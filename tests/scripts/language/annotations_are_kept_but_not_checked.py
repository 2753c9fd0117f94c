x: int = "not an int"
y: str


def f(a: int, b: "later" = 1, *args: float, c: list[int] = None, **kw: dict) -> None:
    local: int = 5
    return local


print(x, f("a"))  # expect: not an int 5
print(__annotations__)  # expect: {'x': <class 'int'>, 'y': <class 'str'>}
print(f.__annotations__)
# expect: {'a': <class 'int'>, 'b': 'later', 'args': <class 'float'>, 'c': list[int], 'kw': <class 'dict'>, 'return': None}

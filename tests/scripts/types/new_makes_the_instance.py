class Single:
    instance = None

    def __new__(cls, *args):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance

    def __init__(self, v):
        self.v = v


a, b = Single(1), Single(2)
print(a is b, a.v)  # expect: True 2


class Upper(str):
    def __new__(cls, text):
        return super().__new__(cls, text.upper())


print(Upper("abc"), isinstance(Upper("x"), str), len(Upper("xyz")))  # expect: ABC True 3

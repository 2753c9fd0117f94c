# seconds: 120
# A class that `__subclasses__()` shows is whole: its slots, special methods and finalizer are there.
from _crew import check, run


class Base:
    pass


def make(me):
    global Base
    if len(Base.__subclasses__()) > 100:
        Base = type("Base", (), {})

    class Made(Base):
        __slots__ = ("a", "b", "c")

        def __init__(self, value):
            self.a = self.b = self.c = value

        def __len__(self):
            return self.a

        def __eq__(self, other):
            return (self.a, self.b, self.c) == (other.a, other.b, other.c)


def find(me):
    for cls in Base.__subclasses__()[-5:]:
        one, other = cls(me), cls(me + 1)
        one.more = "more"  # beside the slots
        check((one.a, one.b, one.c) == (me, me, me), cls)
        check(len(one) == me and len(other) == me + 1 and one != other, cls)


print(run(make, find, threads=4))  # expect: []

# What a class has for a special method is got as any attribute is, whatever kind of descriptor it may be.
class Tells:
    def __init__(self, answer):
        self.answer = answer

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        print("got", self.name, "of", owner.__name__, "instance" if instance is not None else "itself")
        return self.answer


class A:
    __getattribute__ = Tells(lambda name: f"attribute {name}")


class B:
    __getattr__ = Tells(lambda name: f"no {name}")
    __setattr__ = Tells(lambda name, value: print("set", name, value))
    __delattr__ = Tells(lambda name: print("del", name))
    __len__ = Tells(lambda: 3)
    __eq__ = Tells(lambda other: "equal")
    __add__ = Tells(lambda other: "sum")


print(A().x)
b = B()
print(b.x)
b.x = 1
del b.x
print(len(b), b == b, b + b)


# __new__ too.
class C:
    @classmethod
    def __new__(*args):
        return [getattr(arg, "__name__", arg) for arg in args]


class D(C):
    __new__ = Tells(lambda *args: args[1:])


print(C(1, 2), D(1, 2))


# A comparison does without a method that cannot be had; what the method itself raises goes on.
def fails(self):
    raise AttributeError("booh")


class E:
    __eq__ = property(fails)
    __lt__ = property(fails)


class F:
    def __eq__(self, other):
        raise AttributeError("from inside")


e = E()
print(e == e, e == E(), e != E())
for compare in (lambda: e < E(), lambda: F() == F(), lambda: e + e):
    try:
        compare()
    except Exception as error:
        print(type(error).__name__, "-", error)


# list() asks for a length, and only a TypeError of it is passed over.
class Items:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter("ab")

    def __length_hint__(self):
        print("asked")
        if isinstance(self.hint, type):
            raise self.hint("no hint")
        return self.hint


for hint in (5, NotImplemented, TypeError, ValueError, "five", -1):
    try:
        print(list(Items(hint)))
    except Exception as error:
        print(type(error).__name__, "-", error)


class Sized:
    def __iter__(self):
        return iter("ab")

    def __len__(self):
        print("len")
        return 0


print(list(Sized()), tuple(Sized()), [*Sized()], sorted(Sized()))


# Those that modules ask for.
import cmath
import os
import sys


class Asked:
    __fspath__ = Tells(lambda: "a/path")
    __complex__ = Tells(lambda: 1j)
    __sizeof__ = Tells(lambda: 100)


print(complex(Asked()), cmath.exp(Asked()) == cmath.exp(1j))
print(os.path.exists(Asked()), sys.getsizeof(Asked()) >= 100)


# __init__, and __call__ of a metaclass.
class G:
    __init__ = property(fails)


class Starts:
    __init__ = Tells(lambda *args: print("init", args))


class Meta(type):
    __call__ = Tells(lambda *args: ("called", args))


class H(metaclass=Meta):
    pass


try:
    G()
except AttributeError as error:
    print(error)
print(type(Starts(1)).__name__, H(1, 2))

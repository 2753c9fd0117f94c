# `__bases__` of a class can be assigned: it, its instances and the classes below it follow.
def tell(what):
    try:
        print(what())
    except Exception as e:
        print(type(e).__name__, "-", str(e).replace("\n", " "))


def assign(cls, bases):
    def do():
        cls.__bases__ = bases
        return cls.__bases__
    tell(do)


class A:
    def name(self): return "A"
    def __len__(self): return 1
    def __getattr__(self, name): return f"A has no {name}"


class B:
    def name(self): return "B"
    def __len__(self): return 2
    def __call__(self): return "B called"


class C(A):
    pass


class D(C):
    def name(self): return "D, " + super().name()


c, d = C(), D()
for _ in range(2):
    for _ in range(20):  # long enough for what a call has learnt about the class
        names = c.name(), d.name(), len(c), len(d), bool(d)
    print(names, c.else_where if C.__base__ is A else c())
    print(C.__base__.__name__, [k.__name__ for k in C.__mro__], [k.__name__ for k in D.__mro__])
    print([k.__name__ for k in A.__subclasses__()], [k.__name__ for k in B.__subclasses__()])
    print(isinstance(d, A), issubclass(D, B))
    C.__bases__ = (B,)
tell(lambda: c.else_where)
A.__len__ = lambda self: 10
B.__len__ = lambda self: 20
print(len(c), len(d))
C.__bases__ = (B, A)
print([k.__name__ for k in D.__mro__], d.else_where, [k.__name__ for k in A.__subclasses__()])
B.__len__ = lambda self: 21
del A.__getattr__
print(len(d))
tell(lambda: d.else_where)

# What cannot be.
class Slotted:
    __slots__ = ("x",)
class Items(list):
    pass
class Above:
    pass
tell(lambda: delattr(C, "__bases__"))
assign(C, ())
assign(C, [A])
assign(C, (1,))
assign(C, (C,))
assign(C, (D,))
assign(C, (A, A))
assign(C, (A, list))
assign(C, (Slotted,))
assign(C, (bool,))
assign(C, (object,))
assign(Above, (A,))
assign(Items, (dict,))
assign(Items, (list,))
assign(int, (object,))
assign(A, (A, B))
print(C.__bases__ == (B, A), [k.__name__ for k in D.__mro__])

# An order that a class below cannot have leaves all as it was.
class X: pass
class Y: pass
class P(X, Y): pass
class Q(X, Y): pass
class R(P, Q): pass
assign(P, (Y, X))
print(P.__bases__ == (X, Y), [k.__name__ for k in R.__mro__], [k.__name__ for k in P.__mro__])
# Where two ways lead to a class, both have the new bases by then.
class E(X): pass
class F(E, Y): pass
class Left(F): pass
class Right(F): pass
class Both(Left, Right): pass
F.__bases__ = (E,)
print([k.__name__ for k in Both.__mro__])


# Slots of one name, in classes of one base, are one layout.
class S1:
    __slots__ = ("x",)
class S2:
    __slots__ = ("x",)
    def show(self): return f"x is {self.x}"
class S3:
    __slots__ = ("y",)
class T(S1):
    pass
t = T()
t.x = 5
T.__bases__ = (S2,)
tell(lambda: t.show())
assign(T, (S3,))


# A metaclass may have an order of its own.
class Meta(type):
    refuse = False
    def mro(cls):
        if cls.refuse:
            raise ValueError(f"no order for {cls.__name__}")
        return [*super().mro()[:-1], Last, object]


class Last:
    last = "the last"


class M(A, metaclass=Meta):
    pass


class N(M):
    pass


print([k.__name__ for k in N.__mro__], N().last)
M.__bases__ = (B,)
print([k.__name__ for k in N.__mro__], N().last, N().name())
N.refuse = True
assign(M, (A,))
print([k.__name__ for k in M.__mro__], [k.__name__ for k in N.__mro__], M.__bases__ == (B,), A.__subclasses__() == [C])


class Bad(type):
    def mro(cls):
        print("__mro__ is", cls.__mro__)
        return bad


for bad in (1, (1,), (object, list), ()):
    tell(lambda: Bad("It", (), {}))


class Reversed(type):
    def mro(cls):
        return super().mro()[::-1]


class Rev(A, metaclass=Reversed):
    def __repr__(self):
        return "mine"
print([k.__name__ for k in Rev.__mro__], repr(Rev()).startswith("<__main__.Rev object at"))

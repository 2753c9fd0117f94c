# classmethod, staticmethod, methods of built-in objects and fields tell about themselves as CPython's do.
import types


def f(cls, arg: int):
    "what f does"


for kind in classmethod, staticmethod:
    wrapped = kind(f)
    print({k: v for k, v in wrapped.__dict__.items() if k != "__module__"})
    wrapped.x = 42
    print(wrapped.x, wrapped.__name__, wrapped.__doc__, wrapped.__wrapped__ is f)
    del wrapped.x
    print(hasattr(wrapped, "x"), kind(5).__dict__.keys() == {"__doc__"})
print(classmethod(1).__get__(1) is not None)

l = []
m = l.__add__
print(type(m).__name__, type(m) is types.MethodWrapperType, m.__objclass__, m.__self__ is l, m.__name__)
print(m == l.__add__, m == [].__add__, m == l.__mul__, hash(m) == hash(l.__add__), callable(m), m([1]))
print(type(l.append).__name__, hasattr(l.append, "__objclass__"), type(object().__str__).__name__)
try:
    m < m
except TypeError as e:
    print(e)

for d in (complex.real, str.lower, int.__add__, float.real, slice.start, super.__thisclass__, property.fget):
    print(type(d).__name__, d.__qualname__, d.__objclass__.__name__, d.__name__, repr(d).split(" object at")[0])
print(complex.real.__doc__, "-", complex.imag.__doc__)
print(type(complex.real) is types.MemberDescriptorType, type(float.real) is types.GetSetDescriptorType)


class S:
    __slots__ = ("a",)


print(repr(S.a), type(S.a) is types.MemberDescriptorType)


# A class below super may be bound by its own __init__.
class A:
    def name(self): return "A"


class B(A):
    def name(self): return "B"


class mysuper(super):
    def __init__(self, *args):
        super(mysuper, self).__init__(*args)
        self.note = len(args)


s = mysuper(B, B())
print(s.name(), s.note, s.__thisclass__.__name__)
B.up = mysuper(B)
print(B().up.name(), type(B().up).__name__)
try:
    super.__init__(s, 1)
except TypeError as e:
    print(e)
print(super().__init__.__name__ if False else "done")


# The attributes of an instance can be taken away at once.
class C:
    pass


c = C()
c.x = 1
del c.__dict__
print(c.__dict__, hasattr(c, "x"))
c.y = 2
print(c.__dict__)
mod = types.ModuleType("mod")
for object_ in (mod, C):
    for change in (lambda: setattr(object_, "__dict__", {}), lambda: delattr(object_, "__dict__")):
        try:
            change()
        except (AttributeError, TypeError) as e:
            print("refused")


class M(types.ModuleType):
    __dict__ = property(lambda self: "no dict")


try:
    dir(M("m"))
except TypeError as e:
    print(e)


# Names and layouts decide which class an object may come to be of.
class G:
    __slots__ = ("a", "b")
class H:
    __slots__ = ("b", "a")
class J:
    __slots__ = ("c", "b")
class K(J):
    __slots__ = ("__dict__",)
class L(J):
    pass
g = G()
g.a = 1
g.__class__ = H
print(type(g).__name__, g.a)
for object_, cls in ((G(), J), (K(), L), (J(), K), (g, C), (C(), G), (C(), object), (C(), int), (mod, C)):
    try:
        object_.__class__ = cls
    except TypeError as e:
        print(e)


class Module(types.ModuleType):
    extra = 1


mod.__class__ = Module
print(mod.extra)
mod.__class__ = types.ModuleType
print(hasattr(mod, "extra"))

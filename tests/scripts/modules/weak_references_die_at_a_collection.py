import copy
import gc
import sys
import weakref


class C:
    def __init__(self, value=0):
        self.value = value

    def __eq__(self, other):
        return isinstance(other, C) and self.value == other.value

    def __hash__(self):
        return hash(self.value)

    def __repr__(self):
        return f"C({self.value})"

    def method(self):
        return self.value


# A reference gives its object, and then None.
c = C(1)
r = weakref.ref(c)
print(r() is c, r is weakref.ref(c), type(r) is weakref.ref is weakref.ReferenceType, r.__callback__)
print(repr(r).startswith("<weakref at 0x"), "; to 'C' at 0x" in repr(r), "(method)" in repr(weakref.ref(C.method)))
print(weakref.getweakrefcount(c), weakref.getweakrefs(c) == [r], c.__weakref__ is r, C.__weakref__)
del c
gc.collect()
print(r(), repr(r).endswith("; dead>"), bool(r))

# What something else holds does not die; a cycle does.
kept = [C(2)]
r = weakref.ref(kept[0])
gc.collect()
print(r(), weakref.getweakrefcount(kept[0]))
kept.append(kept)
kept.append(r().method)
del kept
gc.collect()
print(r())


# Callbacks are told the reference, the newest first, when the object is gone.
def told(name):
    def callback(reference):
        print(name, reference() is None, reference.__callback__)
    return callback


c = C(3)
references = [weakref.ref(c, told(name)) for name in ("first", "second", "third")]
lost = weakref.ref(c, told("a reference that is gone itself"))
print(len(set(map(id, references))), weakref.getweakrefcount(c), references[0].__callback__.__name__)
del lost
gc.collect()
print([weakref.getweakrefs(c).index(r) for r in references] == [0, 0, 0], weakref.getweakrefcount(c))
del c
gc.collect()
gc.collect()
print([r() for r in references])

# An exception in a callback is nobody's but sys.unraisablehook's.
sys.unraisablehook = lambda args: print("unraisable:", args.exc_type.__name__, args.exc_value, args.err_msg, args.object.__name__)


def failing(reference):
    raise ValueError("no")


c = C(4)
r = weakref.ref(c, failing)
r2 = weakref.ref(c, told("after it"))
r3 = weakref.ref(c, told("before it"))
del c
gc.collect()


# Who is due is called, though nobody holds the reference any more by then.
class Cycle:
    def __init__(self):
        self.me = self


def forget(reference):
    references.clear()
    gc.collect()
    called.append((reference() is None, len([weakref.ref(Cycle, print) for _ in range(200)])))


called = []
references = [weakref.ref(cycle, forget) for cycle in [Cycle() for _ in range(20)]]
gc.collect()
print(len(called), set(called))

# References are equal when their objects are; a dead one is itself only, and keeps its hash.
a, b, other = C(5), C(5), C(6)
ra, rb, ro = weakref.ref(a), weakref.ref(b), weakref.ref(other)
print(ra == rb, ra != rb, ra == ro, ra != ro, hash(ra) == hash(a), ra == a, ra is rb)
print({ra: "x"}[rb], len({ra, rb, ro}))
unhashed = weakref.ref(a, told("never printed"))
del unhashed
del a
gc.collect()
print(ra == ra, ra == rb, ra != rb, hash(ra) == hash(b))
r = weakref.ref(b, lambda reference: None)
del b
gc.collect()
try:
    hash(r)
except TypeError as e:
    print(e)
try:
    ra < ro
except TypeError as e:
    print(str(e).startswith("'<' not supported between instances of"))


# Classes that derive from it.
class Named(weakref.ref):
    __slots__ = ("name",)

    def __new__(cls, obj, callback, name):
        self = super().__new__(cls, obj, callback)
        self.name = name
        return self

    def __init__(self, obj, callback, name):
        super().__init__(obj, callback)


class Plain(weakref.ref):
    pass


c = C(7)
n = Named(c, lambda reference: print("gone:", reference.name, type(reference).__name__), "seven")
p = Plain(c)
p.anything = 1
print(n() is p() is c, p is Plain(c), n == p == weakref.ref(c), isinstance(n, weakref.ReferenceType), p.anything)
print(weakref.ref(p)() is p, copy.copy(weakref.ref(c))() is c, copy.deepcopy([weakref.ref(c)])[0]() is c)
del c
gc.collect()
print(n(), p())
print(weakref.ref[int])

for wrong in (lambda: weakref.ref(), lambda: weakref.ref(print, 1, 2), lambda: weakref.ref(print, callback=1),
              lambda: Named(print)):
    try:
        wrong()
    except TypeError as e:
        print(e)

# A method that lives as long as its object and its function.
c = C(8)
m = weakref.WeakMethod(c.method, lambda reference: print("method gone", reference() is None))
print(m()(), m == weakref.WeakMethod(c.method), hash(m) == hash(weakref.WeakMethod(c.method)), weakref.ref(c) == m)
del c
gc.collect()
print(m(), m == m, m == weakref.WeakMethod(C(1).method))
try:
    weakref.WeakMethod(len)
except TypeError as e:
    print(e)

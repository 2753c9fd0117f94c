import collections.abc
import copy
import gc
import weakref


class C:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


def make(*names):
    return [C(name) for name in names]


# Values.
a, b, c = objects = make("a", "b", "c")
d = weakref.WeakValueDictionary(zip("abc", objects), x=a)
print(len(d), sorted(d), sorted(map(repr, d.values())), dict(d) == {"a": a, "b": b, "c": c, "x": a}, d == dict(d))
print(d["a"], d.get("a"), d.get("z"), d.get("z", 1), "a" in d, "z" in d, list(d.keys())[:1], isinstance(d, collections.abc.MutableMapping))
print(d.setdefault("a", b), d.setdefault("n", b), d.pop("n"), d.pop("n", 5), repr(d).startswith("<WeakValueDictionary at 0x"))
for wrong in (lambda: d["z"], lambda: d.pop("z"), lambda: d.__delitem__("z"), lambda: d.__setitem__("k", 1)):
    try:
        wrong()
    except (KeyError, TypeError) as e:
        print(type(e).__name__, e)
del objects, a
gc.collect()
print(len(d), sorted(d), "a" in d, "x" in d, [r() for r in d.valuerefs()], list(d.itervaluerefs()) == d.valuerefs())
e = d | {"y": c}
print(type(e).__name__, sorted(e), sorted(copy.copy(d)), sorted({"y": c} | d))
e |= {"q": b}
e.update(r=c)
print(sorted(e), e.popitem()[1], len(e), sorted(copy.deepcopy(d).values(), key=repr) == [b, c])
del b, c
gc.collect()
print(len(d), list(d), list(d.items()), len(e))

# A value that takes the place of one that is dying stays.
d = weakref.WeakValueDictionary()
first, second = make("first", "second")
d["k"] = first
d["k"] = second
del first
gc.collect()
print(d["k"], len(d))

# Keys.
a, b, c = make("a", "b", "c")
d = weakref.WeakKeyDictionary({a: 1, b: 2})
d[c] = 3
print(len(d), sorted(map(repr, d)), sorted(d.values()), d[a], d.get(b), d.get(C("z")), d.get(C("z"), 9), a in d, 5 in d)
print(d.setdefault(a, 7), d.setdefault(k := C("k"), 7), d.pop(k), d.pop(k, 8), sorted(map(repr, d.items())))
print(len(d.keyrefs()), d.keyrefs()[0]() is a, d == {a: 1, b: 2, c: 3}, repr(d).startswith("<WeakKeyDictionary at 0x"))
for wrong in (lambda: d[k], lambda: d.pop(k), lambda: d.__delitem__(k), lambda: d[5], lambda: d.__setitem__([], 1)):
    try:
        wrong()
    except (KeyError, TypeError) as e:
        print(type(e).__name__)
e = d.copy()
e |= {k: 10}
print(len(e), len(d | {k: 1}), len({k: 1} | d), type(copy.deepcopy(d)).__name__, copy.deepcopy(d)[a])
del d[c]
del a, wrong
gc.collect()
print(len(d), list(d.items()), len(e))
del k
gc.collect()
print(len(e))

# A key that is equal keeps the place of the first.
class Same(C):
    def __eq__(self, other):
        return self.name == other.name

    def __hash__(self):
        return hash(self.name)


one, two = Same("s"), Same("s")
d = weakref.WeakKeyDictionary({one: 1})
d[two] = 2
print(len(d), d[one])
del one
gc.collect()
print(len(d))

# Sets.
a, b, c = make("a", "b", "c")
s = weakref.WeakSet([a, b])
s.add(c)
s.add(c)
print(len(s), sorted(map(repr, s)), a in s, C("a") in s, 5 in s, s == weakref.WeakSet([c, b, a]), s != {a}, s == 1)
t = weakref.WeakSet([a])
print(t <= s, t < s, s >= t, s > t, t.issubset(s), s.issuperset([a]), s.isdisjoint([C("x")]), s.isdisjoint(t))
show = lambda x: (type(x).__name__, sorted(map(repr, x)))
print(show(s | t), show(s & t), show(s - t), show(s ^ t), show(s.union([a])), show(s.copy()))
print(show(s.intersection([a])), show(s.difference([a])), show(s.symmetric_difference([a])))
u = s.copy()
u -= t
u |= [a]
u &= [a, b]
u ^= [b]
print(show(u), u.discard(b), u.discard(a), len(u))
u.update([a, b, c])
u.difference_update([a])
u.intersection_update([b])
print(show(u), u.pop(), len(u))
for wrong in (lambda: u.pop(), lambda: u.remove(a), lambda: u.add(1), lambda: hash(u)):
    try:
        wrong()
    except (KeyError, TypeError) as e:
        print(type(e).__name__, e if isinstance(e, TypeError) else "")
print(isinstance(u, collections.abc.MutableSet), weakref.WeakSet[int])
del a
gc.collect()
print(len(s), sorted(map(repr, s)), len(t))
for item in list(s):
    s.discard(item)
print(len(s))
s.clear()

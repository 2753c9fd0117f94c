import gc
import weakref


class Number:
    def __init__(self, value):
        self.value = value

    def __call__(self, *args, **kwargs):
        return self.value, args, kwargs

    def __repr__(self):
        return f"Number({self.value})"

    def __index__(self):
        return self.value

    def __float__(self):
        return self.value / 2

    def __bool__(self):
        return self.value != 0

    def __iadd__(self, other):
        self.value += other
        return self

    def __matmul__(self, other):
        return "@", other

    def __rmatmul__(self, other):
        return other, "@"


for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "lshift", "rshift", "and", "or", "xor", "pow", "divmod"):
    operation = getattr(int, f"__{name}__")
    other = lambda x: x.value if isinstance(x, Number) else x
    setattr(Number, f"__{name}__", lambda a, b, f=operation: f(a.value, other(b)))
    setattr(Number, f"__r{name}__", lambda a, b, f=operation: f(other(b), a.value))
for name in ("neg", "pos", "invert", "abs"):
    setattr(Number, f"__{name}__", lambda a, f=getattr(int, f"__{name}__"): f(a.value))
for name in ("lt", "le", "eq", "ne", "gt", "ge"):
    setattr(Number, f"__{name}__", lambda a, b, f=getattr(int, f"__{name}__"): f(a.value, other(b)))

n = Number(21)
p = weakref.proxy(n)
print(type(p) is weakref.CallableProxyType, type(p) in weakref.ProxyTypes, p is weakref.proxy(n), p.__class__ is Number)
print(isinstance(p, Number), str(p), repr(p).startswith("<weakproxy at 0x"), " to Number at 0x" in repr(p))
print(p + 1, p - 1, p * 2, p // 2, p % 4, p << 1, p >> 1, p & 5, p | 2, p ^ 1, p ** 2, divmod(p, 4), p @ 3)
print(1 + p, 100 - p, 2 * p, 100 // p, 50 % p, 1 << p, 1 << 30 >> p, 5 & p, 2 | p, 1 ^ p, 2 ** p, divmod(100, p), 3 @ p)
print(p + p, p < 22, p <= p, p == n, p != 21, 20 > p, p >= 21, -p, +p, ~p, abs(p))
print(int(p), float(p), bool(p), [0] * 30 == [0] * 30, "abc"[weakref.proxy(Number)(1)], hex(p), range(30)[p])
print(p(1, a=2), p.value, hasattr(p, "nothing"))
p.value = 22
p.other = 5
del p.other
print(n.value, vars(n))
p += 1
print(type(p), n.value)


class Items(list):
    def __bytes__(self):
        return b"items"

    def __next__(self):
        return "next"


items = Items([1, 2, 3])
p = weakref.proxy(items)
print(type(p) is weakref.ProxyType, len(p), p[0], p[1:], 2 in p, 5 in p, list(p), list(reversed(p)), bytes(p), next(p), p == [1, 2, 3])
p[0] = 10
del p[1]
p.append(4)
print(items, sorted(p), p + [1], bool(p), dir(p) == dir(items))
for wrong in (lambda: hash(p), lambda: p(1), lambda: p.nothing, lambda: p - 1, lambda: {p}, lambda: weakref.proxy(1)):
    try:
        wrong()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, str(e).replace("weakref.", ""))

gone = []
q = weakref.proxy(items, gone.append)
print(q is p, weakref.getweakrefs(items) == [p, q], weakref.getweakrefcount(items))
del items
gc.collect()
print(len(gone), gone[0] is q)
for use in (lambda: p.x, lambda: len(p), lambda: p[0], lambda: p + 1, lambda: 1 + p, lambda: str(p), lambda: list(p),
            lambda: p == 1, lambda: bool(p), lambda: isinstance(p, list)):
    try:
        print(use())
    except ReferenceError as e:
        print("ReferenceError", e)
print(repr(p).startswith("<weakproxy at 0x"))

# super, metaclasses, special methods, frames, what pickle asks for.
def tr(f, *a, **k):
    try: print('ok', f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
tr(lambda: super(1, 2, 3, 4)); tr(lambda: super(int, 'a'))
class A:
    def f(self): return 'A.f'
    @classmethod
    def c(cls): return 'A.c ' + cls.__name__
    @staticmethod
    def s(): return 'A.s'
    attr = 'A.attr'
    @property
    def p(self): return 'A.p'
class B(A):
    def f(self): return 'B.f ' + super().f()
    @classmethod
    def c(cls): return 'B.c ' + super().c()
    def t(self): return super().s(), super().attr, super().p, super(B, self).f(), super(B, type(self)).c()
    def n(self): return super().nope
    def setit(self): super().x = 5
    def cls(self): return __class__
b = B(); print(b.f(), b.c(), B.c(), b.t(), b.cls()); tr(b.n); tr(b.setit)
class Mixin:
    def f(self): return 'M ' + super().f()
class D(Mixin, B): pass
print(D().f(), D.__mro__, D.c())
print(super(B, b).f.__self__ is b, super(B).__self__)
class Unb: d = None
# metaclass features
class Reg(type):
    reg = {}
    def __new__(m, n, bs, ns):
        c = super().__new__(m, n, bs, ns); m.reg[n] = c; return c
    def __repr__(c): return f'<Reg {c.__name__}>'
    def __iter__(c): return iter([1, 2])
    def __contains__(c, x): return x == 1
    def __getitem__(c, k): return k
    def __add__(c, o): return 'added'
    def __eq__(c, o): return c is o
    def __hash__(c): return 7
    @property
    def prop(c): return 'prop ' + c.__name__
    def meth(c): return 'meth ' + c.__name__
    def __instancecheck__(c, i): return i == 5
    def __subclasscheck__(c, s): return s is int
    def __setattr__(c, n, v): print('meta set', n); super().__setattr__(n, v)
    def __delattr__(c, n): print('meta del', n); super().__delattr__(n)
class R1(metaclass=Reg): pass
class R2(R1): x = 1
print(Reg.reg, R1, list(R1), 1 in R1, R1['k'], R1 + 1, R1 == R2, hash(R1), R1.prop, R2.meth(), isinstance(5, R1), issubclass(int, R1), isinstance(R1(), R1))
R1.y = 3; print(R1.y, R2.y); del R1.y; tr(lambda: R2.y); tr(lambda: R1().prop)
class Singleton(type):
    _i = {}
    def __call__(cls, *a, **k):
        if cls not in cls._i: cls._i[cls] = super().__call__(*a, **k)
        return cls._i[cls]
class Conf(metaclass=Singleton):
    def __init__(self, v=1): self.v = v
print(Conf(5) is Conf(6), Conf().v)
def metaf(name, bases, ns): return (name, bases, sorted(k for k in ns if not k.startswith('__')))
class Fn(metaclass=metaf): z = 1
print(Fn)
class Entries:
    def __mro_entries__(self, bases): return (A,)
class UsesEntries(Entries()): pass
print(UsesEntries.__bases__, UsesEntries.__orig_bases__ != ())
def kw():
    class K(A, **{'x': 1}): pass
tr(kw)
def kw():
    class K(*(A,)): pass
    return K.__bases__
tr(kw)
C = type('C', (A,), {'q': 1, 'm': lambda self: self.q}); print(C, C().m(), C.__module__, C.__qualname__, C.__name__)
class Outer:
    class Inner:
        def meth(self): pass
    x = 1
    y = [1 for _ in range(x)]
    def f(self): return Outer.Inner
print(Outer.Inner, Outer.Inner.meth.__qualname__, Outer.y, Outer().f())
class WithDel:
    def __del__(self): pass
class Cnt:
    n = 0
    def inc(self): self.n += 1; return self.n
c = Cnt(); print(c.inc(), c.inc(), Cnt.n, c.__dict__)
class Cmp:
    def __init__(s, v): s.v = v
    def __lt__(s, o): return s.v < o.v
    def __eq__(s, o): return isinstance(o, Cmp) and s.v == o.v
    def __hash__(s): return hash(s.v)
    def __repr__(s): return f'Cmp({s.v})'
print(sorted([Cmp(3), Cmp(1)]), Cmp(1) < Cmp(2), Cmp(1) > Cmp(2), Cmp(1) == Cmp(1), Cmp(1) != Cmp(2), {Cmp(1): 2}[Cmp(1)], max(Cmp(1), Cmp(5))); tr(lambda: Cmp(1) <= Cmp(2))
class Prop:
    def __init__(self): self._d = {}
    def __getitem__(self, k): return self._d[k]
    def __setitem__(self, k, v): self._d[k] = v
    def __delitem__(self, k): del self._d[k]
    def __len__(self): return len(self._d)
    def __iter__(self): return iter(self._d)
    def __contains__(self, k): return k in self._d
    def __bool__(self): return False
    def __enter__(self): return self
    def __exit__(self, *a): return True
    def __call__(self, *a, **k): return a, k
    def __format__(self, s): return 'fmt:' + s
    def __int__(self): return 3
    def __float__(self): return 2.5
    def __complex__(self): return 1j
    def __index__(self): return 4
    def __bytes__(self): return b'by'
    def __reversed__(self): return iter('rev')
    def __length_hint__(self): return 3
    def __round__(self, n=0): return n
    def __abs__(self): return 'abs'
    def __neg__(self): return 'neg'
    def __pos__(self): return 'pos'
    def __invert__(self): return 'inv'
    def __matmul__(self, o): return 'mm'
    def __rsub__(self, o): return 'rsub'
    def __iadd__(self, o): self._d['i'] = o; return self
    def __trunc__(self): return 9
    def __floor__(self): return 8
    def __ceil__(self): return 7
p = Prop(); p['a'] = 1; print(p['a'], len(p), list(p), 'a' in p, bool(p), p(1, k=2), f'{p:abc}', int(p), float(p), complex(p), hex(p), bytes(p), list(reversed(p)), round(p, 5), abs(p), -p, +p, ~p, p @ 1, 5 - p); p += 3; print(p._d); del p['a']; print(p._d)
with p: 1/0
print(range(10)[p], [0,1,2,3,4,5][p])
a = A(); a.__dict__.update(z=1); print(a.z, a.__dict__); a.__class__ = B; print(type(a).__name__, a.z)
import sys
def fr(): return sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name, sys._getframe().f_lineno
print(fr())
def lc():
    x = 1; y = 2
    def g(): return x
    return sys._getframe().f_locals.keys() >= {'x', 'y'}
print(lc())
print(object().__reduce_ex__(2)[0].__name__, a.__reduce_ex__(2)[2], A.f.__get__(a)())
class Slotted:
    __slots__ = ('x', 'y')
s = Slotted(); s.x = 1; print(s.__reduce_ex__(2)[2], s.__getstate__())
print(type(lambda: 0).__name__, type(print).__name__, type(A().f).__name__, type(sys).__name__, type((x for x in [])).__name__, type(type.__dict__['__name__']).__name__)
tr(lambda: A.__dict__.update(x=1)); tr(lambda: A.__dict__.__setitem__('x', 1)); print(A.__dict__['attr'], 'attr' in A.__dict__, A.__dict__.get('zz'), len(A.__dict__) > 5, A.__dict__ == A.__dict__)
print(A.__doc__, (lambda: 0).__doc__)
class Doc: 'd'
print(Doc.__doc__, Doc().__doc__); Doc.__doc__ = 'e'; print(Doc.__doc__)
for t in (int, str, list, dict, object, type, Exception, A): print(t.__name__, t.__module__, t.__qualname__, repr(t))
x = 10
class Scope:
    x = x + 1
    def g(self): return x
    l = [i for i in range(x - 8)]
    print(x, l)
print(Scope.x, Scope().g())
class Hashless:
    __hash__ = None
tr(hash, Hashless()); tr(lambda: {Hashless(): 1}); tr(lambda: {[]: 1}); tr(lambda: {1, []})
print(isinstance(A, type), isinstance(type, object), issubclass(type, object), type.__mro__)
tr(lambda: A.f()); tr(lambda: a.f(1)); tr(lambda: A(1)); tr(lambda: 'a'.foo()); tr(lambda: None.x); tr(lambda: [].x)

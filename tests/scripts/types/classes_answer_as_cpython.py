# What object, type and class statements answer, asked with values that fit and values that do not.
def tr(f, *a, **k):
    try: print('ok', f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
class A: pass
tr(lambda: object(1)); tr(lambda: A(1)); tr(lambda: A(x=1)); tr(lambda: object.__new__(int)); tr(lambda: object.__new__(5)); tr(lambda: object.__new__())
class B:
    def __init__(self, x): self.x = x
tr(lambda: B()); tr(lambda: B(1, 2)); tr(lambda: B(1).x)
class C:
    def __new__(cls, *a): return object.__new__(cls, *a)
tr(lambda: C(1) and 1); tr(lambda: C() and 1)
class D:
    def __new__(cls, *a): return super().__new__(cls)
    def __init__(self, *a): super().__init__(*a)
tr(lambda: D(1)); 
tr(lambda: D() and 2)
print(repr(A), A.__name__, A.__qualname__, A.__module__, A.__bases__, A.__mro__, A.__dict__.keys(), A.__doc__, A.__base__)
print(type(A), type(type), int.__mro__, bool.__bases__)
a = A(); print(a.__class__, a.__dict__, isinstance(a, A), issubclass(A, object))
a.x = 1; a.y = 2; print(a.__dict__, vars(a)); a.__dict__['z'] = 3; print(a.z, a.__dict__); del a.x; print(a.__dict__)
a.__dict__ = {'q': 1}; print(a.q, hasattr(a, 'y'))
tr(setattr, a, '__dict__', 5)
tr(lambda: setattr(object(), 'x', 1)); tr(lambda: object().x); tr(lambda: A.foo); tr(lambda: A().foo); tr(lambda: int.foo); tr(setattr, int, 'x', 1); tr(delattr, int, 'x'); tr(lambda: delattr(A, 'nope'))
tr(lambda: setattr(5, 'x', 1)); tr(lambda: setattr('a', 'upper', 1)); tr(lambda: [].append.__foo__)
tr(format, a, 'x'); tr(lambda: format(a, '')[:13]); tr(lambda: '{:>5}'.format(None))
print(a == a, a != a, a == 5, a != 5); tr(lambda: a < a); tr(lambda: a < 5)
print(A.__eq__(a, a), object.__ne__(a, 5), a.__eq__(5), a.__hash__() == hash(a))
class E:
    def __eq__(self, o): return True
tr(hash, E()); print(E.__hash__, E() != 5, E() == 3)
class F:
    x: int = 5
    y: 'str'
    def f(self): pass
print(F.__annotations__, sorted(d for d in dir(F()) if not d.startswith('__')), [k for k in F.__dict__])
print(sorted(dir(object)))
print(dir(type) != [], 'mro' in dir(type), 'mro' in dir(A))
tr(type, 1, 2); tr(type, 1, 2, 3); tr(type, 'x', (), {}); tr(type); tr(type, 'x', (5,), {}); tr(type, 'x', (bool,), {}); tr(type, 'X', (int, str), {}); tr(type, 'X', (A, A), {})
class M1(type): pass
class M2(type): pass
class X1(metaclass=M1): pass
class X2(metaclass=M2): pass
tr(lambda: type('Z', (X1, X2), {}))
class P(A): pass
tr(lambda: type('Z', (A, P), {}))
def mk():
    class Q(A, P): pass
tr(mk)
print(A.__subclasses__(), P.mro(), type.mro(P))
class G:
    __slots__ = ('a', 'b')
    def __init__(self): self.a = 1
g = G(); print(g.a); tr(lambda: g.b); g.b = 3; print(g.b); del g.b; tr(lambda: g.b); tr(setattr, g, 'c', 1); tr(lambda: g.__dict__); print(G.a, G.__slots__, type(G.a)); tr(delattr, g, 'b')
class H(G): pass
h = H(); h.c = 5; h.b = 2; print(h.__dict__, h.a, h.b, h.c)
class I(G): __slots__ = ['c']
i = I(); i.c = 4; i.b = 9; print(i.a, i.b, i.c); tr(setattr, i, 'd', 1)
class J(H):
    __slots__ = ()
j = J(); j.zz = 1; print(j.zz, j.a, vars(j))
def bad():
    class K:
        __slots__ = ('x',)
        x = 1
tr(bad)
def bad():
    class K(int):
        __slots__ = ('x',)
tr(bad)
def bad():
    class K:
        __slots__ = (1,)
tr(bad)
def bad():
    class K:
        __slots__ = ('1x',)
tr(bad)
class S1: __slots__ = ('a',)
class S2: __slots__ = ('b',)
tr(lambda: type('S3', (S1, S2), {}))
class S4(S1):
    __slots__ = '__dict__', '__x'
s = S4(); s.foo = 1; s.a = 2; s._S4__x = 3; print(vars(s), s._S4__x)
class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        print('new', name, kw); return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print('init', name, kw); super().__init__(name, bases, ns)
    def __call__(cls, *a):
        print('call', a); return super().__call__(*a)
    @classmethod
    def __prepare__(m, name, bases, **kw):
        print('prepare', name, kw); return {'pre': 1}
    def __getattr__(cls, n): return 'meta ' + n
    def __len__(cls): return 42
class N(metaclass=Meta, k=3):
    def __init__(self, v): self.v = v
print(N(5).v, N.pre, N.nothing, len(N)); tr(lambda: N(1).nothing)
class O(N): pass
print(type(O))
class Base:
    subs = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw); Base.subs.append((cls.__name__, tag))
class S(Base, tag='t'): pass
class T(S): pass
print(Base.subs)
def bad():
    class U(Base, foo=1): pass
tr(bad)
def bad():
    class U(foo=1): pass
tr(bad)
class Desc:
    def __set_name__(self, o, n): self.n = n; print('set_name', o.__name__, n)
    def __get__(self, i, o): return (self.n, i is None, o.__name__)
class V:
    d = Desc()
print(V.d, V().d)
class Bad:
    def __set_name__(self, o, n): raise ValueError('x')
def bad():
    class W: b = Bad()
try: bad()
except RuntimeError as e: print(e, repr(e.__cause__))
class Callable:
    def __call__(self, *a, **k): return a, k
print(Callable()(1, b=2), callable(Callable()), callable(5), callable(A))
a2 = A(); 
class A3:
    def hi(self): return 'hi'
a2.k = 1; a2.__class__ = A3; print(a2.hi(), a2.k, type(a2)); tr(setattr, a2, '__class__', int); tr(setattr, a2, '__class__', 5); tr(setattr, a2, '__class__', G)
print(int | str, int | None, list[int], dict[str, int], isinstance(5, int | str), isinstance('a', int | None), tuple[int, ...], type(int | str), type(list[int]), list[int].__args__)
tr(isinstance, 5, list[int]); tr(isinstance, 5, 5); tr(issubclass, 5, int); tr(issubclass, int, 5); print(isinstance(5, (str, (int,))), issubclass(bool, int))
A.__name__ = 'AA'; print(A, A.__qualname__); tr(setattr, A, '__name__', 5); A.__qualname__ = 'ZZ'; print(A); A.__module__ = 'mm'; print(A, A.__module__)
tr(lambda: type(None)(1)); print(type(None)(), type(...)(), type(NotImplemented)(), repr(type(None)), repr(type(...)))
print(NotImplemented, Ellipsis, ..., bool(None))
print(object.__init_subclass__, A.__subclasshook__(5)) if 0 else None
class WithHook:
    def __instancecheck__(self, x): return x == 5
print(isinstance(5, WithHook()), isinstance(6, WithHook()))
class GI:
    def __class_getitem__(cls, k): return (cls.__name__, k)
print(GI[5]); tr(lambda: A[5]); tr(lambda: N[5])
class Lying:
    @property
    def __class__(self): return int
print(isinstance(Lying(), int), type(Lying()))
class MyInt(int):
    def __new__(cls, v): return super().__new__(cls, v + 1)
m = MyInt(4); print(m, type(m), m + 1, isinstance(m, int)); m.attr = 3; print(m.attr, vars(m))
class MyList(list):
    def __init__(self, *a): super().__init__(*a); self.tag = 'x'
l = MyList([1, 2]); print(l, l.tag, len(l), vars(l))
class MyStr(str): pass
print(MyStr('abc').upper(), type(MyStr('a')), MyStr('x') == 'x')
class MyDict(dict):
    def __missing__(self, k): return k * 2
print(MyDict(a=1)['b'], MyDict(a=1))
class MyTuple(tuple):
    def __new__(cls, *a): return tuple.__new__(cls, a)
print(MyTuple(1, 2), type(MyTuple(1,2)))

# Properties, class and static methods, super, and what functions tell of themselves.
def tr(f, *a, **k):
    try: print('ok', f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
class A:
    def __init__(self): self._x = 1
    @property
    def x(self): "doc x"; return self._x
    @x.setter
    def x(self, v): self._x = v
    @property
    def ro(self): return 5
    wo = property(None, lambda s, v: None)
    @x.deleter
    def x(self): print('deleted')
    @classmethod
    def cm(cls, *a): return (cls.__name__, a)
    @staticmethod
    def sm(*a): return a
    def m(self, *a): return a
    nn = property()
a = A(); print(a.x); a.x = 5; print(a.x, A.x.__doc__); del a.x
tr(setattr, a, 'ro', 1); tr(delattr, a, 'ro'); tr(getattr, a, 'wo'); tr(getattr, a, 'nn'); tr(setattr, a, 'nn', 1)
print(A.cm(1), a.cm(2), A.sm(3), a.sm(4), a.m(5), A.m(a, 6))
print(type(A.__dict__['cm']), type(A.__dict__['sm']), type(A.__dict__['x']), A.__dict__['cm'].__func__.__name__, A.__dict__['sm'].__wrapped__.__qualname__)
print(repr(A.m)[:17], repr(A.cm)[:30], repr(a.m)[:32], A.m.__name__, a.m.__func__ is A.m, a.m.__self__ is a, a.m == a.m, a.m is a.m, hash(a.m) == hash(a.m))
tr(A.m); tr(a.cm.foo if 0 else (lambda: a.cm.foo)); tr(lambda: a.m.foo)
print(A.x.fget.__name__, A.x.fset.__name__, A.ro.fset, property(lambda s: 1, doc='dd').__doc__)
class B(A):
    def __init__(self): super().__init__(); self.b = 1
    @property
    def x(self): return super().x + 1
    @classmethod
    def cm(cls, *a): return ('B',) + super().cm(*a)
    def m(self, *a): return super().m(*a) + ('b',)
    @staticmethod
    def st(): return super().x
    def noarg(): return super().x
    def inner(self):
        def f(): return super(B, self).m(1)
        return f()
    def inner2(self):
        def f(s): return super().m(1)
        return f(self)
    def gen(self):
        yield super().m(9)
    def comp(self): return [super(B, self).m(i) for i in range(2)]
b = B(); print(b.x, b.cm(1), B.cm(2), b.m(3), b.inner(), b.inner2(), list(b.gen()), b.comp())
tr(b.st); tr(B.noarg); tr(lambda: super()); tr(lambda: super(B, 5)); tr(lambda: super(5, 5)); tr(lambda: super(B, b).nope); tr(lambda: super(B, b).x)
print(repr(super(B, b)), super(B, b).__self__ is b, super(B, b).__thisclass__)
class Captured(A):
    def m(self, *a):
        g = lambda: self
        return super().m(*a) + (g() is self,)
print(Captured().m(1))
class D:
    def __get__(self, i, o): print('get', i is None, o.__name__); return 7
    def __set__(self, i, v): print('set', v)
    def __delete__(self, i): print('del')
class E: d = D()
e = E(); print(e.d, E.d); e.d = 4; del e.d; e.__dict__['d'] = 9; print(e.d)
class ND:
    def __get__(self, i, o): return 'nd'
class F: d = ND()
f = F(); print(f.d); f.d = 3; print(f.d)
class G:
    def __getattr__(self, n): return 'ga ' + n
    def __getattribute__(self, n):
        if n == 'boo': raise AttributeError('no boo')
        return super().__getattribute__(n)
    def __setattr__(self, n, v): print('setattr', n, v); object.__setattr__(self, n, v)
    def __delattr__(self, n): print('delattr', n); object.__delattr__(self, n)
g = G(); print(g.boo, g.x); g.x = 5; print(g.x); del g.x; print(g.x); tr(lambda: g.__delattr__('zz'))
def func(a, b=2, *c, d, e=5, **f) -> int:
    "the doc"
    x = 1
    return x
print(func.__name__, func.__qualname__, func.__defaults__, func.__kwdefaults__, func.__doc__, func.__module__, func.__annotations__, func.__dict__, func.__closure__, func.__globals__ is globals())
c = func.__code__; print(c.co_name, c.co_argcount, c.co_kwonlyargcount, c.co_posonlyargcount, c.co_varnames, c.co_nlocals, c.co_flags, c.co_firstlineno, c.co_filename.split('/')[-1], c.co_freevars, c.co_cellvars)
func.attr = 1; print(func.attr, func.__dict__); tr(setattr, func, '__name__', 5); func.__name__ = 'nn'; print(func.__name__, repr(func)[:14]); tr(setattr, func, '__defaults__', 5); func.__defaults__ = (7, 8); tr(lambda: func(d=1)); func.__defaults__ = None; tr(lambda: func(d=1)); tr(setattr, func, '__closure__', 1); tr(lambda: func.nope); tr(setattr, func, '__code__', 1)
def outer():
    v = 1
    def inner(): return v
    return inner
i = outer(); print(i.__closure__[0].cell_contents, i.__code__.co_freevars, i.__qualname__, outer.__code__.co_cellvars)
print(len.__name__, len.__module__, repr(len), repr([].append)[:35], repr(str.upper), repr(int.__add__), repr((5).__add__)[:40], [].append.__self__, str.upper.__qualname__, [].append.__qualname__, len.__qualname__, str.join.__objclass__, [].append.__name__)
print(type(len), type(str.upper), type(int.__add__), type([].append), type(func), type(a.m), type(c), type(i.__closure__[0]))
tr(str.upper, 5); tr(str.upper); tr(lambda: str.upper.nope); tr(list.append, 5, 6); tr(len); tr(len, 1, 2); tr(len, x=1); tr([].append); tr([].append, 1, 2); tr(abs, 1, 2); tr(int.__add__, 'a', 1)
tr(lambda: 'abc'.split(1)); tr(lambda: ''.join(5)); tr(lambda: 'x'.join([1]))
print(func.__get__(5)(d=2) if 0 else type(func.__get__(5)), len.__call__([1]), func.__call__(1,2,d=2))


class Own(Exception):
    pass


def function():
    pass


for value in (function, Own(), Own):
    try:
        del value.__dict__
        print("deleted")
    except (TypeError, AttributeError) as error:
        print(type(error).__name__)

# Causes, contexts, notes, groups, repeated lines, syntax errors: whole tracebacks.
import sys


class Text:
    def __init__(self): self.parts = []
    def write(self, part): self.parts.append(part)
    def flush(self): pass


def show(function):
    try: function()
    except BaseException as error:
        before, sys.stderr = sys.stderr, Text()
        sys.excepthook(type(error), error, error.__traceback__)
        text, sys.stderr = "".join(sys.stderr.parts), before
        print(text.replace(__file__, "script.py"))


def f():
    try:
        raise ValueError('first')
    except ValueError as e:
        raise KeyError('second') from e
def g():
    try: f()
    except KeyError:
        raise TypeError('third\nline two')
class MyE(Exception):
    def __str__(self): raise ValueError
class Mod(Exception): pass
Mod.__module__ = 'some.mod'
show(g)
def h(): raise MyE(1)
show(h)
def h(): raise Mod('x')
show(h)
def h(): raise Mod
show(h)
def h():
    e = ValueError('noted'); e.add_note('note 1'); e.add_note('note\n2'); raise e
show(h)
def h():
    e = ValueError('noted'); e.__notes__ = 5; raise e
show(h)
def h():
    e = ValueError('noted'); e.__notes__ = [5]; raise e
show(h)
def r(n): return r(n + 1)
show(lambda: r(0))
def r2(n):
    if n == 0: 1/0
    return r2(n - 1)
show(lambda: r2(2)); show(lambda: r2(3)); show(lambda: r2(4)); show(lambda: r2(10))
def h():
    try: 1/0
    finally: raise KeyError('fin')
show(h)
def h():
    try: 1/0
    except ZeroDivisionError: raise ValueError from None
show(h)
def h(): raise ExceptionGroup('eg', [ValueError(1), ExceptionGroup('in', [TypeError('t'), KeyError('k')])])
show(h)
def h(): raise ExceptionGroup('eg', [ValueError(i) for i in range(20)])
show(h)
def h():
    es = []
    for i in range(2):
        try:
            try: 1 / 0
            except ZeroDivisionError: raise ValueError(i)
        except ValueError as e: es.append(e)
    raise ExceptionGroup('multi\nline', es)
show(h)
def h():
    try: raise ExceptionGroup('eg', [ValueError(1)])
    except ExceptionGroup as e: raise TypeError('after') from e
show(h)
def h():
    try: 1/0
    except ZeroDivisionError as e: raise ExceptionGroup('eg', [e, ValueError(2)])
show(h)
def mk(n): return ValueError(0) if n == 0 else ExceptionGroup('l%d' % n, [mk(n - 1)])
def h(): raise mk(13)
show(h)
def h(): raise SyntaxError('bad', ('f.py', 3, 5, '  text here\n', 3, 8))
show(h)
def h(): raise SyntaxError('bad', ('f.py', 3, 1, 'text', 4, 8))
show(h)
def h(): raise SyntaxError('bad')
show(h)
def h(): raise SyntaxError('bad', ('f.py', 3, None, None))
show(h)
def h(): exec('x = = 1')
show(h)
def h(): exec('def f():\n  x\n y')
show(h)
def h(): compile('a b', 'file.py', 'exec')
show(h)
def h():
    a = [1,
         2/0,
         3]
show(h)
def h():
    return int(
        'x'
    )
show(h)
def h():
    x = (1 +
       'a')
show(h)
class C:
    def __enter__(self): return self
    def __exit__(self, *a): raise ValueError('exit')
def h():
    with C(): 1/0
show(h)
class D:
    @property
    def p(self): return self.q
show(lambda: D().p)
def gen():
    yield 1
    1/0
def h():
    for x in gen(): pass
show(h)
def h(): assert 1 == 2, 'msg'
show(h)
def h(): raise
show(h)
def h(): del undefined
show(h)
def h():
    print(x)
    x = 1
show(h)
def outer():
    def inner(): return v
    inner()
    v = 1
show(outer)
def h():
    variable = 1
    return varable
show(h)
def h(): return pritn
show(h)
class Foo:
    def __init__(self): self.blech = 1
    def bar(self): return self.bluch
show(lambda: Foo().bar())
def h(): import json_nonexist
show(h)
def h(): from sys import nothing_here
show(h)
def h(): a, b = 1, 2, 3
show(h)
def h(): a, b = 1
show(h)
def h(): [1, 2, 3].indx(1)
show(h)
def h(): {}['k']
show(h)
def h(): x = {}; x['a']['b'] = 1
show(h)
def h(): x = []; x[3] = 1
show(h)
def h(): x = 1; x += 'a'
show(h)
def h(): x = None; x.y = 1
show(h)
def h(): x = None; del x.y
show(h)
def h():
    for i in 5: pass
show(h)
def h():
    with 5: pass
show(h)
def h(): return 1 if [] < 5 else 2
show(h)
def h(): return 5 in 5
show(h)
def h(): raise SystemExit(3)
show(h)
def h(): raise KeyboardInterrupt
show(h)
def deco(f): return 1/0
def h():
    @deco
    def f(): pass
show(h)
def h():
    class K(5): pass
show(h)
def h():
    class K:
        x = 1/0
show(h)
def h(a=1/1, *, b=lambda: 1/0): b()
show(h)
def h(): lambda: (yield)
def h(): [x for x in 5]
show(h)
def h(): [1/x for x in [0]]
show(h)
def h(): return f'{1/0:>5}'
show(h)
def h(): print(f'{undefinedname!r}')
show(h)
def h(): return (lambda x: x.foo)(1)
show(h)
def h():
    é = 'ü'; return é + 5
show(h)
def h():	return	1	/	0
show(h)

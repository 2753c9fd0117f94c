# send, throw, close, and iterators of every kind.
def tr(f, *a, **k):
    try: print('ok', f(*a, **k))
    except BaseException as e: print(type(e).__name__, e, getattr(e, 'value', ''))
def g():
    try:
        x = yield 1
        print('got', x)
        y = yield 2
        print('got', y)
    except ValueError as e:
        print('caught', e); yield 'v'
    finally: print('fin')
    return 99
i = g(); print(next(i), i.send('a')); tr(i.send, 'b'); tr(next, i); print(next(i, 'dflt'))
i = g(); tr(i.send, 5); next(i); print(i.throw(ValueError('boo'))); tr(next, i)
i = g(); next(i); i.close(); tr(next, i); i.close()
i = g(); tr(i.throw, KeyError, 'k'); i = g(); next(i); tr(i.throw, KeyError, 'k'); i = g(); next(i); tr(i.throw, KeyError('z')); tr(i.throw, 5); i=g(); next(i); tr(i.throw, ValueError, 'text'); 
print(i.gi_running, i.gi_code.co_name, i.gi_yieldfrom, i.__name__, i.__qualname__, repr(i)[:20], i.gi_frame is None)
def ign():
    for _ in range(2):
        try: yield 1
        except GeneratorExit: pass
k = ign(); next(k); tr(k.close); k.close()
def sub():
    r = yield from g2(); print('r', r); return r + 1
def g2():
    a = yield 1
    b = yield a
    return b
s = sub(); print(next(s), s.send(5), s.gi_yieldfrom is not None); tr(s.send, 7)
def recur():
    yield next(me)
me = recur(); tr(next, me)
def st(): 
    yield 1
    raise StopIteration(5)
j = st(); next(j); 
try: next(j)
except RuntimeError as e: print(e, repr(e.__cause__))
tr(next, [1]); tr(next, 5); tr(iter, 5); print(list(iter(iter([1, 2, 0, 3]).__next__, 0))); tr(iter, 5, 5)
ge = (x * 2 for x in range(3)); print(list(ge), type(ge), ge.__name__)
class It:
    def __init__(s): s.n = 0
    def __iter__(s): return s
    def __next__(s):
        s.n += 1
        if s.n > 3: raise StopIteration
        return s.n
print(list(It()), sum(It()), max(It()), sorted(It(), reverse=True), [*It()], tuple(It()))
class OldSeq:
    def __getitem__(s, i):
        if i > 2: raise IndexError
        return i * 10
print(list(OldSeq()), 10 in OldSeq())
i.close()

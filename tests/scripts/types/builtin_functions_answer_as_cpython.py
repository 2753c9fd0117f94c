# The functions of the module builtins, asked with values that fit and values that do not.
def tr(f, *a, **k):
    try: print('ok', f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
print(abs(-3), abs(-2.5), abs(3+4j), abs(True), abs(-10**30)); tr(abs, 'a'); tr(abs)
print(ascii('é'), bin(10), bin(-10), hex(255), hex(-255), oct(8), bin(True)); tr(bin, 1.5); tr(hex, 'a')
class Idx:
    def __index__(s): return 7
print(bin(Idx()), hex(Idx()), chr(Idx() + 0 if 0 else 65), [1]*8 and list(range(10))[Idx()])
print(chr(97), chr(0x1F600), ord('a'), ord(b'a'), ord('é'), ord(bytearray(b'z'))); tr(chr, -1); tr(chr, 0x110000); tr(chr, 'a'); tr(chr, 10**20); tr(ord, 'ab'); tr(ord, 5); tr(ord, b''); tr(ord, '')
print(divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), divmod(10**20, 7)); tr(divmod, 1, 0); tr(divmod, 'a', 1); tr(divmod, 1)
class DM:
    def __divmod__(s, o): return 'dm'
    def __rdivmod__(s, o): return 'rdm'
print(divmod(DM(), 1), divmod(1, DM()))
print(format(5), format(5, '03d'), format(3.14159, '.2f'), format('a', '>3')); tr(format, 5, 5); tr(format, 'a', 'd')
print(hash(1) == hash(1.0), hash('a') == hash('a'), hash((1, 2)) == hash((1, 2)), hash(None) == hash(None)); tr(hash, []); tr(hash, {}); tr(hash, ([],))
print(id(1) == id(1), type(id([])), len([1]), len('abc'), len({1: 2}), len(range(5))); tr(len, 5); tr(len, [], [])
class BadLen:
    def __len__(s): return -1
class BadLen2:
    def __len__(s): return 'a'
tr(len, BadLen()); tr(len, BadLen2())
print(pow(2, 10), pow(2, 10, 1000), pow(2.0, 3), pow(3, -1, 7), pow(2, -1), pow(base=2, exp=3)); tr(pow, 2, -1, 4); tr(pow, 2, 3, 0); tr(pow, 2.0, 3, 4); tr(pow, 'a', 2); tr(pow, 1, 2, 'a'); tr(pow, 2)
print(repr('a'), round(2.5), round(3.5), round(2.567, 2), round(1234, -2), round(2.5, 0), round(5, None), round(number=2.7)); tr(round, 'a'); tr(round, 1.5, 'a')
class R:
    def __round__(s, n=None): return ('r', n)
print(round(R()), round(R(), 3))
print(getattr(5, 'real'), getattr(5, 'x', 'd'), hasattr(5, 'real'), hasattr(5, 'zz')); tr(getattr, 5, 'x'); tr(getattr, 5, 5); tr(hasattr, 5, 5); tr(setattr, 5, 5, 5); tr(getattr, 5)
class O: pass
o = O(); setattr(o, 'x', 1); print(o.x, vars(o), dir(o)[-1]); delattr(o, 'x'); print(vars(o)); tr(vars, 5); tr(delattr, o, 'x')
def loc(a, b=2):
    c = 3
    f = lambda: a
    return locals()
l = loc(1); del l['f']; print(l)
print('o' in globals(), globals() is vars(), sorted(k for k in dir() if k in ('o', 'O', 'tr')))
class LC:
    x = 1
    print(sorted(locals()))
print(all([1, 2]), all([]), any([0, 1]), any([])); tr(all, 5)
print(sum([1, 2]), sum([1.5, 2]), sum([[1], [2]], []), sum([1], start=5), sum((), 3), sum([10**20, 1]), sum([True, True]), sum([0.1]*10), sum([1, 2.5, 3j])); tr(sum, ['a']); tr(sum, ['a'], ''); tr(sum, [b'a'], b''); tr(sum, 5); tr(sum); tr(sum, [bytearray()], bytearray())
print(max(1, 2), min(1, 2), max([3, 1]), min('abc'), max([], default=5), max('a', 'bb', key=len), min([1, 2], key=lambda x: -x), max(1, 2.0), max({1: 2, 3: 4})); tr(max); tr(max, []); tr(min, 5); tr(max, 1, 2, default=3); tr(max, [1], foo=2); tr(max, 1, 'a'); tr(min, [], key=len); tr(max, [1], key=5)
print(sorted([3, 1, 2]), sorted('cab'), sorted([1, 2], reverse=True), sorted(['a', 'B'], key=str.lower), sorted({3: 1, 1: 2})); tr(sorted, 5); tr(sorted, [1, 'a']); tr(sorted, [1], foo=2); tr(sorted); tr(sorted, [1], lambda x: x)
print(callable(len), callable(5), callable(O), isinstance(True, int))
print(list(enumerate('ab', 1)), list(zip([1, 2], 'ab')), list(map(str, [1, 2])), list(filter(None, [0, 1])), list(reversed([1, 2])))
print(eval('1 + 2'), eval('x', {'x': 5}), eval('x + y', {'x': 1}, {'y': 2}), eval('  3'), eval(b'4')); tr(eval, '1 +'); tr(eval, 5); tr(eval, 'x', 5); tr(eval, 'x', {}, 5); tr(eval, 'nope', {})
d = {}; exec('a = 1\ndef f(): return a\nb = f()', d); print(d['a'], d['b'], '__builtins__' in d); ns = {}; exec('q = 5', {}, ns); print(ns)
exec('zz = 10'); print(zz); exec('print(zz)')
def fe():
    exec('inner_x = 5'); 
    try: inner_x
    except NameError as e: print(e)
    loc = {}; exec('w = v + 1', {'v': 1}, loc); return loc
print(fe()); tr(exec, 5); tr(exec, 'a', 5); tr(exec, '1 = 2'); tr(exec, 'raise ValueError(3)')
c = compile('1 + 1', 'f', 'eval'); print(eval(c), c.co_filename); c = compile('k = 3', 'f', 'exec'); ns = {}; exec(c, ns); print(ns['k']); tr(compile, '1', 'f', 'bad'); tr(compile, '1 +', 'f', 'eval')
exec('class EC:\n  def m(self): return 1'); print(EC().m(), EC.__module__)
print(__import__('sys') is __import__('sys'), __name__, __debug__)
print(1, 2, sep=''); print('a', end='!\n'); print(); print(None, True, sep='|', end='<\n'); tr(print, 1, sep=5); tr(print, 1, end=5); tr(print, 1, foo=5); print(*[1, 2], sep='\n'); print('a', 'b', sep=None, end=None)
class W:
    def write(s, t): out.append(t)
    def flush(s): out.append('FLUSH')
out = []; print(1, 'b', file=W(), flush=True); print(out)
tr(print, 1, file=5)
tr(input) if 0 else None
print(type(print), print.__name__, print.__doc__ is not None)
try: exit(3)
except SystemExit as e: print('exit', e.code)
try: quit()
except SystemExit as e: print('quit', e.code)
tr(isinstance, 1, 'a'); tr(issubclass, 'a', int); tr(issubclass, int, 'a'); tr(isinstance, 1); tr(iter); tr(next, [])
print(next(iter([]), 5)); tr(next, iter([]));
class Dd:
    def __dir__(s): return ['z', 'a']
print(dir(Dd())); 
class Bd:
    def __dir__(s): return 5
tr(dir, Bd())
x = 5
def ll():
    x = 6
    return eval('x'), [eval('x', globals()) for i in range(1)]
print(ll())
print(ExceptionGroup, BaseException, object, bytes, complex, frozenset, memoryview if 0 else '', super, property, classmethod)

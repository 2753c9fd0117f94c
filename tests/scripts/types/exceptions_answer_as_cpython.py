# Every built-in exception: arguments, fields, texts, links, groups.
def tr(f, *a, **k):
    try: print('ok', f(*a, **k))
    except BaseException as e: print(type(e).__name__, e, repr(e))
for E in (Exception, KeyError, ValueError, OSError, SystemExit, StopIteration, ImportError, AttributeError, NameError, UnicodeError, SyntaxError, AssertionError, KeyboardInterrupt):
    for args in ((), (1,), ('a', 2), ('x', 'y', 'z')):
        try: e = E(*args); print(E.__name__, str(e), repr(e), e.args)
        except BaseException as x: print(E.__name__, args, type(x), x)
tr(lambda: Exception(x=1)); tr(lambda: KeyError(x=1)); tr(lambda: ImportError(foo=1)); tr(lambda: AttributeError(foo=1))
e = OSError(2, 'No such file', 'x.txt'); print(type(e), e, repr(e), e.errno, e.strerror, e.filename, e.filename2, e.args)
for n in (1, 2, 3, 4, 10, 11, 13, 17, 20, 21, 32, 104, 110, 111, 999, 28): print(n, type(OSError(n, 'm')).__name__, OSError(n, 'm'))
print(OSError(2, 'm', 'a', None, 'b'), OSError('only'), OSError(), OSError(1, 2, 3, 4, 5, 6) if 0 else '', IOError is OSError, EnvironmentError is OSError)
print(FileNotFoundError(2, 'a', b'x'), FileNotFoundError('zz').errno)
s = StopIteration(5); print(s.value, StopIteration().value, StopIteration(1, 2).value)
x = SystemExit(3); print(x.code, SystemExit().code, SystemExit(1, 2).code, SystemExit('m').code); x.code = 9; print(x.code)
i = ImportError('msg', name='n', path='p'); print(i.name, i.path, i.msg, str(i), repr(i), i.args); print(ImportError().msg)
a = AttributeError('m', name='nm', obj=5); print(a.name, a.obj, a)
n = NameError('m', name='q'); print(n.name)
try: {}['zz']
except KeyError as e: print(e, repr(e), e.args)
try: None.foo
except AttributeError as e: print(e, e.name, e.obj)
try: undefined_thing
except NameError as e: print(e, e.name)
try: import nonexistent.mod
except ImportError as e: print(type(e), e, e.name, e.path)
u = UnicodeDecodeError('utf-8', b'abc\xff', 3, 4, 'invalid start byte'); print(u, u.encoding, u.object, u.start, u.end, u.reason, u.args)
print(UnicodeDecodeError('utf-8', b'abc\xff', 1, 4, 'bad'), UnicodeEncodeError('ascii', 'a\xe9b', 1, 2, 'r'), UnicodeEncodeError('ascii', 'a\u1234b', 1, 2, 'r'), UnicodeEncodeError('ascii', 'a\U00012345b', 0, 2, 'r'), UnicodeTranslateError('abc', 0, 1, 'r'))
tr(lambda: UnicodeDecodeError('a')); tr(lambda: UnicodeDecodeError('utf-8', 'abc', 3, 4, 'i')); tr(lambda: UnicodeEncodeError(1, 2, 3, 4, 5))
se = SyntaxError('bad', ('f.py', 3, 5, 'text here')); print(se, se.msg, se.filename, se.lineno, se.offset, se.text, se.end_lineno, se.print_file_and_line); print(SyntaxError('m'), SyntaxError().msg); tr(lambda: SyntaxError('m', (1, 2)))
print(SyntaxError('bad', ('/a/b/f.py', 3, 5, 'text here', 3, 7)), repr(IndentationError('x')))
e = ValueError('v'); print(e.__traceback__, e.__cause__, e.__context__, e.__suppress_context__, e.__dict__); e.foo = 1; print(e.__dict__, e.foo)
tr(setattr, e, '__cause__', 5); tr(setattr, e, '__context__', 5); tr(setattr, e, '__traceback__', 5); tr(setattr, e, 'args', 5); e.args = [1, 2]; print(e.args, e); tr(delattr, e, 'args'); tr(delattr, e, '__cause__'); tr(setattr, e, '__suppress_context__', 5)
e.__cause__ = KeyError('c'); print(e.__suppress_context__, e.__cause__)
e.add_note('n1'); e.add_note('n2'); print(e.__notes__); tr(e.add_note, 5); print(e.with_traceback(None) is e); tr(e.with_traceback, 5)
class My(Exception):
    def __init__(self, a, b): self.a = a
m = My(1, 2); print(m.args, m, repr(m))
class My2(Exception):
    def __init__(self, a, b): super().__init__(a); self.b = b
print(My2(1, 2), repr(My2(1, 2)), My2(1, 2).args)
class My3(OSError): pass
print(type(My3(2, 'x')), My3(2, 'x').errno)
class My4(KeyError, AttributeError): pass
print(My4('q'), My4.__mro__)
class My5(Exception):
    def __str__(self): return 'custom'
print(My5(1), repr(My5(1)))
try:
    try: raise ValueError(1)
    except ValueError as e1: raise KeyError(2) from e1
except KeyError as e2: print(repr(e2.__cause__), repr(e2.__context__), e2.__suppress_context__)
try:
    try: raise ValueError(1)
    except ValueError: raise KeyError(2)
except KeyError as e2: print(repr(e2.__cause__), repr(e2.__context__), e2.__suppress_context__)
try: raise ValueError from None
except ValueError as e: print(e.__cause__, e.__suppress_context__)
tr(lambda: (_ for _ in ()).throw(5))
def f(): raise 5
tr(f)
def f(): raise ValueError from 5
tr(f)
def f(): raise int
tr(f)
def f():
    try: 1/0
    except 5: pass
tr(f)
def f():
    assert 1 == 2, 'msg'
tr(f)
def f(): assert 0
tr(f)
g = ExceptionGroup('g', [ValueError(1), TypeError(2)]); print(g, repr(g), g.message, g.exceptions, type(g), g.args)
print(type(BaseExceptionGroup('b', [ValueError()])), type(BaseExceptionGroup('b', [KeyboardInterrupt()])))
tr(lambda: ExceptionGroup('x', [])); tr(lambda: ExceptionGroup('x', [1])); tr(lambda: ExceptionGroup('x', 5)); tr(lambda: ExceptionGroup('x')); tr(lambda: ExceptionGroup(5, [ValueError()])); tr(lambda: ExceptionGroup('x', [KeyboardInterrupt()]))
g2 = ExceptionGroup('o', [g, KeyError('k'), ValueError('zz')]); print(g2.split(ValueError), g2.subgroup(lambda e: isinstance(e, KeyError)), g2.subgroup(OSError)); tr(g2.split, 5)
print(ExceptionGroup.__mro__, ExceptionGroup('a', [ValueError(1)]).derive([KeyError(1)]))
print(issubclass(KeyError, LookupError), Exception.__mro__, RecursionError.__bases__)
print(KeyError.__module__, KeyError.__qualname__, KeyError)
try: raise KeyError
except Exception as ex: print(repr(ex), ex.__traceback__.tb_lineno, ex.__traceback__.tb_next, type(ex.__traceback__), ex.__traceback__.tb_frame.f_code.co_name)
import sys
def deep(n): return deep(n + 1)
tr(deep, 0)

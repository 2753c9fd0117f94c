"""Everything about exceptions: hierarchy, chaining, else/finally, groups, notes, custom classes, tracebacks."""
import sys
import traceback


class AppError(Exception):
    """Base of all errors of the application."""
    code = 1

    def __init__(self, message, *, hint=None, **context):
        super().__init__(message)
        self.hint = hint
        self.context = context

    def __str__(self):
        text = super().__str__()
        return f"{text} (hint: {self.hint})" if self.hint else text


class ConfigError(AppError, ValueError):
    code = 2


class Missing(ConfigError, KeyError):
    code = 3


def parse(settings, key):
    try:
        value = settings[key]
    except KeyError as e:
        raise Missing(f"no setting {key!r}", hint="add it", key=key) from e
    try:
        return int(value)
    except (TypeError, ValueError) as e:
        raise ConfigError(f"bad {key}: {value!r}")
    finally:
        visited.append(key)


visited = []
settings = {"port": "80", "host": "localhost", "none": None}
for key in ("port", "host", "none", "user"):
    try:
        result = parse(settings, key)
    except Missing as e:
        print("missing:", e, e.context, "| cause", repr(e.__cause__))
    except ConfigError as e:
        print("config:", e, "| context", repr(e.__context__), e.__cause__, e.__suppress_context__)
    except Exception:
        print("not reached")
    else:
        print("value", result)
    finally:
        print("done with", key)
print(visited, [c.__name__ for c in Missing.__mro__])


def flow(x):
    for attempt in range(3):
        try:
            if x == "return":
                return "from try"
            if x == "break":
                break
            if x == "continue":
                continue
            if x == "raise":
                raise OSError(2, "No such file", "f.txt")
        except OSError as e:
            return f"{type(e).__name__} {e.errno} {e.filename} {e}"
        else:
            return "else"
        finally:
            log.append((x, attempt))
    return "after loop"


log = []
for x in ("return", "break", "continue", "raise", "nothing"):
    print(x, "->", flow(x))
print(log)


def a():
    try:
        1 / 0
    except ZeroDivisionError:
        {}["k"]


try:
    a()
except KeyError as e:
    print(repr(e), "while handling", repr(e.__context__))
    e.add_note("a note")
    e.add_note("another")
    print(e.__notes__, len(traceback.extract_tb(e.__traceback__)))
    text = "".join(traceback.format_exception_only(type(e), e))
    print(text, end="")
    kept = e
try:
    e
except NameError as err:
    print("NameError:", err)

try:
    raise ExceptionGroup("many", [ValueError("v"), TypeError("t"), ExceptionGroup("in", [OSError("o"), ValueError("w")])])
except* ValueError as g:
    print("values:", [str(x) for x in g.exceptions], g.message)
except* (TypeError, OSError) as g:
    print("others:", g.split(TypeError)[0].exceptions, g.subgroup(OSError))

with_tb = kept.with_traceback(None)
print(with_tb is kept, kept.__traceback__)


class Suppress:
    def __init__(self, *kinds):
        self.kinds = kinds

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        self.caught = value
        return kind is not None and issubclass(kind, self.kinds)


with Suppress(ZeroDivisionError, LookupError) as s:
    [][5]
print("suppressed", repr(s.caught), sys.exc_info())
for bad in ("int('x')", "[].pop()", "{}.popitem()", "'a' + 1", "None.x", "undefined", "(1).real = 2", "abs('x')",
            "[1, 2, 3][1.5]", "len(5)", "int([])", "'abc'.index('z')", "1 << -1", "''.join([1])", "chr(-1)",
            "sorted([1, 'a'])", "dict([1])", "f'{1:q}'", "float('')", "bytes([256])", "next(iter([]))", "range(0, 1, 0)",
            "int('9' * 5000)", "assert_()", "(lambda x: x)()", "print(1, zep=2)", "{}[[]]", "a, b = 1, 2, 3"):
    try:
        eval(bad) if "= 2" not in bad and "= 1, 2" not in bad else exec(bad)
    except BaseException as e:
        print(f"{bad:20} {type(e).__name__}: {e}")
try:
    assert 1 > 2, "one is not more than two"
except AssertionError as e:
    print("AssertionError", e)
try:
    raise StopIteration
except Exception as e:
    print(repr(e), e.value)
try:
    sys.exit("bye")
except SystemExit as e:
    print("SystemExit", e.code)

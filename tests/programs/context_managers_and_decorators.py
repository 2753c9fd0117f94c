"""Context managers and decorators: all the recipes."""
import contextlib
import functools
import io
import time


class Timer:
    def __enter__(self):
        self.start = time.perf_counter()
        return self

    def __exit__(self, *args):
        self.elapsed = time.perf_counter() - self.start
        return False


def timer(func):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        with Timer() as t:
            result = func(*args, **kwargs)
        wrapper.calls += 1
        wrapper.total += t.elapsed
        return result
    wrapper.calls = 0
    wrapper.total = 0.0
    return wrapper


def retry(times, exceptions=Exception, on_error=None):
    def decorator(func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            for attempt in range(1, times + 1):
                try:
                    return func(*args, **kwargs)
                except exceptions as e:
                    if on_error:
                        on_error(attempt, e)
                    if attempt == times:
                        raise
        return wrapper
    return decorator


class memoize:
    def __init__(self, func):
        functools.update_wrapper(self, func)
        self.func, self.cache = func, {}

    def __call__(self, *args):
        if args not in self.cache:
            self.cache[args] = self.func(*args)
        return self.cache[args]

    def __get__(self, obj, owner=None):
        return self if obj is None else functools.partial(self, obj)


def debug(func=None, /, *, prefix="CALL"):
    if func is None:
        return functools.partial(debug, prefix=prefix)

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        signature = ", ".join([*map(repr, args), *(f"{k}={v!r}" for k, v in kwargs.items())])
        print(f"{prefix} {func.__name__}({signature})")
        result = func(*args, **kwargs)
        print(f"{prefix} {func.__name__} -> {result!r}")
        return result
    return wrapper


def singleton(cls):
    instances = {}

    @functools.wraps(cls, updated=())
    def get(*args, **kwargs):
        if cls not in instances:
            instances[cls] = cls(*args, **kwargs)
        return instances[cls]
    return get


@timer
@memoize
def fib(n):
    "Fibonacci numbers."
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.__name__, fib.__doc__, fib.calls, fib.total >= 0, len(fib.__wrapped__.cache))
attempts = []


@retry(3, (ValueError, OSError), on_error=lambda n, e: attempts.append((n, str(e))))
def unstable(limit):
    if len(attempts) < limit:
        raise ValueError(f"attempt {len(attempts) + 1}")
    return "stable"


print(unstable(2), attempts)
attempts.clear()
try:
    unstable(9)
except ValueError as e:
    print("gave up:", e, len(attempts))


@debug
def add(a, b=1):
    return a + b


@debug(prefix=">>>")
def shout(text, *, times=1):
    return text.upper() * times


add(1), add(2, b=3), shout("hey", times=2)


@singleton
class Config:
    """The configuration."""

    def __init__(self, name="default"):
        self.name = name


print(Config("x") is Config("y"), Config().name, Config.__doc__)


@contextlib.contextmanager
def tag(name, **attributes):
    attrs = "".join(f' {k.rstrip("_")}="{v}"' for k, v in attributes.items())
    print(f"<{name}{attrs}>", end="")
    try:
        yield name
    except ZeroDivisionError as e:
        print(f"<error>{e}</error>", end="")
    finally:
        print(f"</{name}>")


with tag("p", class_="big", id=3) as name, tag("b"):
    print("hello", name, end="")
with tag("p"):
    1 / 0


@tag("div")
def decorated():
    print("inside", end="")


decorated(), decorated()
buffer = io.StringIO()
with contextlib.redirect_stdout(buffer):
    print("captured")
    help_text = "x"
print(repr(buffer.getvalue()))
with contextlib.suppress(FileNotFoundError):
    open("/does/not/exist")
with contextlib.ExitStack() as stack:
    names = [stack.enter_context(tag(t)) for t in ("i", "u")]
    stack.callback(print, "callback", end=" ")
    print(names, end="")


class Connection:
    def close(self):
        print("closed")


with contextlib.closing(Connection()), contextlib.nullcontext(5) as five:
    print(five)


class Tracked(contextlib.ContextDecorator):
    depth = 0

    def __enter__(self):
        Tracked.depth += 1
        return self

    def __exit__(self, *exc):
        Tracked.depth -= 1


@Tracked()
def nested(n):
    return Tracked.depth if n == 0 else nested(n - 1)


print(nested(3), Tracked.depth)


class Meters:
    @classmethod
    def from_feet(cls, feet):
        return cls(feet * 0.3048)

    def __init__(self, value):
        self.value = value

    @staticmethod
    def unit():
        return "m"

    @functools.cached_property
    def label(self):
        print("computing", end=" ")
        return f"{self.value:.2f}{self.unit()}"

    @functools.singledispatchmethod
    def plus(self, other):
        return NotImplemented

    @plus.register
    def _(self, other: int):
        return Meters(self.value + other)


m = Meters.from_feet(10)
print(m.label, m.label, m.plus(2).label, m.plus("x"))
print(functools.reduce(lambda f, g: lambda x: g(f(x)), [abs, str, len])(-1234))

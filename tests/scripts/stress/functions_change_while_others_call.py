# seconds: 120
# Code, defaults and attributes of a function are replaced while it is called: each call goes by one code.
import random
from _crew import check, run


def one(x=1):
    return "one", x


def two(x=1, y=2):
    a = x
    b = y
    c = [a, b]
    return "two", *c


def any_number(*args, k=5):
    return "any", args, k


def with_a_cell(x=1, *, z=3):
    def inner():
        return z
    return "cell", x, inner()


def generator(x=1):
    yield x


def f(x=1):
    return "f", x


codes = [function.__code__ for function in (one, two, any_number, with_a_cell, generator, f)]


def replace(me):
    f.__code__ = random.choice(codes)
    f.__defaults__ = random.choice([None, (1,), (1, 2)])
    f.__kwdefaults__ = random.choice([None, {"k": 1}, {"k": 2, "z": 3}])


def use(result):
    if isinstance(result, tuple):
        check(result[0] in ("one", "two", "any", "cell", "f"), result)
    else:
        check(len(list(result)) == 1, "another generator")


def call(me):
    for arguments in ((), (1,), (1, 2)):
        try:
            use(f(*arguments))
        except TypeError:
            pass
    try:
        use(f(1))
    except TypeError:
        pass
    try:
        use(f(x=3))
    except TypeError:
        pass


print(run(replace, call, call, call))  # expect: []


def name(me):
    setattr(one, f"x{me}_{random.randrange(20)}", me)
    for key, value in list(vars(one).items()):
        check(key.startswith(f"x{value}_"), key, value)
    one.__dict__.pop(f"x{me}_{random.randrange(20)}", None)
    one.__name__ = "n" * random.randrange(1, 5)
    one.__doc__, one.__qualname__, one.__annotations__ = "d", "q", {"x": me}
    repr(one), one.__annotations__, one(2)


print(run(name))  # expect: []

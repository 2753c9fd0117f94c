# What a generator handles stays its own: throw() makes it the context, and outside it is not seen.
import sys


def handles():
    try:
        raise KeyError("inside")
    except KeyError:
        try:
            yield 1
        except ValueError as error:
            print("thrown", repr(error.__context__))
            yield 2
        yield repr(sys.exc_info()[1])


g = handles()
print(next(g), sys.exc_info()[1])
try:
    raise OSError("outside")
except OSError:
    print(g.throw(ValueError("v")), repr(sys.exc_info()[1]))
    print(next(g), repr(sys.exc_info()[1]))


def asks():
    while True:
        yield repr(sys.exc_info()[1])


g = asks()
print(next(g))
try:
    raise OSError("first")
except OSError:
    print(next(g))
    try:
        raise OSError("second")
    except OSError:
        print(next(g))
    print(next(g))
print(next(g))


def catches_what_is_handled_outside():
    try:
        yield
    except OSError as error:
        yield repr(sys.exc_info()[1]), error.__context__
        yield repr(sys.exc_info()[1])
        raise


g = catches_what_is_handled_outside()
next(g)
try:
    raise OSError("both")
except OSError as error:
    print(g.throw(error))
print(next(g), sys.exc_info()[1])
try:
    next(g)
except OSError as error:
    print(repr(error))


def raises_again():
    yield
    raise


g = raises_again()
next(g)
try:
    raise OSError("to raise again")
except OSError:
    try:
        next(g)
    except OSError as error:
        print(repr(error))


def plain():
    yield


def delegates():
    try:
        raise KeyError("delegates")
    except KeyError:
        yield from plain()


for make in (plain, delegates):
    g = make()
    next(g)
    try:
        raise OSError("outside")
    except OSError:
        try:
            g.throw(ValueError)
        except ValueError as error:
            print(make.__name__, repr(error.__context__))
    for generator in (g, make()):
        try:
            generator.throw(ValueError("late"))
        except ValueError as error:
            print(make.__name__, repr(error), error.__context__)


# What goes wrong while the exception is made is thrown in its place.
class NoException(Exception):
    def __new__(cls):
        return "no exception"


class Broken(Exception):
    def __init__(self):
        raise LookupError("broken")


def shows():
    while True:
        try:
            yield
        except Exception as error:
            print("inside:", type(error).__name__, str(error).replace(f"{__name__}.", ""))


g = shows()
next(g)
g.throw(NoException)
g.throw(Broken)
for wrong in (5, int, "text"):
    try:
        g.throw(wrong)
    except TypeError as error:
        print("outside:", error)


# The generators that wait are on the stack.
def stack():
    frame, names = sys._getframe(1), []
    while frame.f_code.co_name != "<module>":
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names


def inner():
    try:
        yield
    except ValueError:
        print(stack(), outer_one.gi_running)
    yield


def outer():
    yield from inner()


outer_one = outer()
next(outer_one)
print(outer_one.gi_yieldfrom.gi_code.co_name)
outer_one.throw(ValueError)
print(outer_one.gi_yieldfrom.gi_code.co_name)

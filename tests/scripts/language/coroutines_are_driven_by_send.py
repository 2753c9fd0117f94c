# A coroutine runs when it is sent something; awaiting delegates to another one.
import types


class Suspend:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got * 2


async def inner(x):
    return await Suspend(x) + 1


async def outer():
    a = await inner(1)
    b = await inner(a)
    return a, b


c = outer()
print(type(c).__name__, c.__name__, c.__qualname__)     # expect: coroutine outer outer
print(c.cr_running, c.cr_suspended, c.cr_await)         # expect: False False None
print(c.send(None))                                     # expect: 1
print(c.cr_suspended, c.cr_await.__name__)              # expect: True inner
print(c.send(10))                                       # expect: 21
try:
    c.send(100)
except StopIteration as stop:
    print(stop.value)                                   # expect: (21, 201)
try:
    c.send(None)
except RuntimeError as error:
    print(error)                                        # expect: cannot reuse already awaited coroutine

for use in (iter, next, list):
    c = inner(1)
    try:
        use(c)
    except TypeError as error:
        print(error)
    c.close()
# expect: 'coroutine' object is not iterable
# expect: 'coroutine' object is not an iterator
# expect: 'coroutine' object is not iterable

c = inner(1)
try:
    c.send(5)
except TypeError as error:
    print(error)    # expect: can't send non-None value to a just-started coroutine
c.close()
c.close()
try:
    c.throw(ValueError)
except RuntimeError as error:
    print(error)    # expect: cannot reuse already awaited coroutine


async def guarded():
    try:
        await Suspend("working")
    except KeyError as error:
        return f"handled {error!r}"
    finally:
        print("cleaned up")


c = guarded()
print(c.send(None))             # expect: working
try:
    c.throw(KeyError("k"))      # expect: cleaned up
except StopIteration as stop:
    print(stop.value)           # expect: handled KeyError('k')
c = guarded()
c.send(None)
c.close()                       # expect: cleaned up


async def stubborn():
    try:
        await Suspend("here")
    except GeneratorExit:
        await Suspend("still here")


c = stubborn()
c.send(None)
try:
    c.close()
except RuntimeError as error:
    print(error)                # expect: coroutine ignored GeneratorExit


async def stops():
    raise StopIteration("x")

try:
    stops().send(None)
except RuntimeError as error:
    print(error, repr(error.__cause__))     # expect: coroutine raised StopIteration StopIteration('x')


class Bad:
    def __await__(self):
        return 5


class Worse:
    def __await__(self):
        return inner(1)


async def wait_for(x):
    return await x

for x in (3, Bad(), "s", None):
    try:
        wait_for(x).send(None)
    except TypeError as error:
        print(error)
# expect: object int can't be used in 'await' expression
# expect: __await__() returned non-iterator of type 'int'
# expect: object str can't be used in 'await' expression
# expect: object NoneType can't be used in 'await' expression

shared = inner(1)
first, second = wait_for(shared), wait_for(shared)
first.send(None)
try:
    second.send(None)
except RuntimeError as error:
    print(error)                # expect: coroutine is being awaited already
first.close()

wrapper = inner(4).__await__()
print(type(wrapper).__name__, next(wrapper))    # expect: coroutine_wrapper 4
try:
    wrapper.send(1)
except StopIteration as stop:
    print(stop.value)                           # expect: 3


@types.coroutine
def switch():
    got = yield "switched"
    return got

async def uses_generator():
    return await switch()

c = uses_generator()
print(c.send(None))             # expect: switched
try:
    c.send("back")
except StopIteration as stop:
    print(stop.value)           # expect: back
print(isinstance(c, types.CoroutineType), isinstance(uses_generator, types.FunctionType))  # expect: True True
from collections.abc import Awaitable, Coroutine
print(isinstance(c, Coroutine), isinstance(c, Awaitable), isinstance(Suspend(1), Awaitable))  # expect: True True True


async def many_kinds_of_calls(*args, k=0, **kw):
    x = [await Suspend(i) for i in args]
    return x, {i: await Suspend(i) for i in kw}, k, f"{await Suspend(3)!r}"

c = many_kinds_of_calls(1, 2, k=5, a=1)
value = c.send(None)
try:
    while True:
        value = c.send(value)
except StopIteration as stop:
    print(stop.value)           # expect: ([2, 4], {'a': 'aa'}, 5, '6')

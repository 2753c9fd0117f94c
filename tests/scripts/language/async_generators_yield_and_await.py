# Asynchronous generators, loops and comprehensions, driven by hand.
class Pause:
    def __init__(self, what=None):
        self.what = what

    def __await__(self):
        return (yield self.what)


def run(coroutine, log=None):
    """The smallest event loop: answers every pause with its own value."""
    value = None
    while True:
        try:
            value = coroutine.send(value)
        except StopIteration as stop:
            return stop.value
        if log is not None:
            log.append(value)


async def ticker(n):
    try:
        for i in range(n):
            await Pause(f"p{i}")
            got = yield i
            if got is not None:
                print("got", got)
    finally:
        print("ticker over")


async def quiet(n):
    for i in range(n):
        await Pause(f"p{i}")
        yield i


async def main():
    result = []
    async for x in ticker(3):
        result.append(x)
    else:
        result.append("else")
    return result

log = []
print(run(main(), log), log)
# expect: ticker over
# expect: [0, 1, 2, 'else'] ['p0', 'p1', 'p2']


async def comprehensions():
    a = [x * x async for x in ticker(3) if x != 1]
    b = {x async for x in ticker(2)}
    c = {x: y async for x in ticker(2) for y in "ab"}
    d = [y for x in [1, 2] if await Pause(x) for y in range(x)]
    e = (x + 1 async for x in ticker(2))
    print(type(e).__name__)
    f = [x async for x in e]
    g = [[y async for y in ticker(x)] for x in (1, 2)]
    return a, b, c, d, f, g

print(run(comprehensions()))
# expect: ticker over
# expect: ticker over
# expect: ticker over
# expect: async_generator
# expect: ticker over
# expect: ticker over
# expect: ticker over
# expect: ([0, 4], {0, 1}, {0: 'b', 1: 'b'}, [0, 0, 1], [1, 2], [[0], [0, 1]])


async def asend_and_friends():
    g = ticker(5)
    print(await g.asend(None), await g.asend("hello"))
    try:
        await g.athrow(KeyError("k"))
    except KeyError as error:
        print("out came", repr(error))
    try:
        await g.__anext__()
    except StopAsyncIteration as error:
        print("StopAsyncIteration", error.args)
    h = ticker(5)
    await h.__anext__()
    print(await h.aclose(), await h.aclose())
    print(await anext(h, "default"))
    print(await anext(aiter(quiet(1))))

run(asend_and_friends())
# expect: got hello
# expect: 0 1
# expect: ticker over
# expect: out came KeyError('k')
# expect: StopAsyncIteration ()
# expect: ticker over
# expect: None None
# expect: default
# expect: 0


async def breaks():
    async for x in quiet(9):
        if x == 1:
            continue
        if x > 2:
            break
        print("x", x)

run(breaks())
# expect: x 0
# expect: x 2


async def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2

async def close_stubborn():
    g = stubborn()
    await g.asend(None)
    try:
        await g.aclose()
    except RuntimeError as error:
        print(error)    # expect: async generator ignored GeneratorExit
    print(await anext(g, "over"))   # expect: over

run(close_stubborn())


async def raises(what):
    yield 1
    raise what("inside")

async def consume(what):
    async for _ in raises(what):
        pass

for what in (StopIteration, StopAsyncIteration, ValueError):
    try:
        run(consume(what))
    except Exception as error:
        print(type(error).__name__, error)
# expect: RuntimeError async generator raised StopIteration
# expect: RuntimeError async generator raised StopAsyncIteration
# expect: ValueError inside


async def at_once():
    g = quiet(3)
    first = g.asend(None)
    first.send(None)
    try:
        await g.asend(None)
    except RuntimeError as error:
        print(error)    # expect: anext(): asynchronous generator is already running
    first.close()
    try:
        first.send(None)
    except RuntimeError as error:
        print(error)    # expect: cannot reuse already awaited __anext__()/asend()

run(at_once())


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        await Pause()
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        return self.n

async def count():
    async for i in Countdown(3):
        print(i, end=" ")
    print()
    print([(a, b) async for a, b in zip_async(Countdown(2), "xy")])

async def zip_async(aiterable, iterable):
    iterator = iter(iterable)
    async for a in aiterable:
        yield a, next(iterator)

run(count())
# expect: 2 1 0 
# expect: [(1, 'x'), (0, 'y')]


class NoAnext:
    def __aiter__(self):
        return self

class BadAnext(NoAnext):
    def __anext__(self):
        return 5

async def loop_over(x):
    async for _ in x:
        pass

for x in ([1], NoAnext(), BadAnext()):
    try:
        run(loop_over(x))
    except TypeError as error:
        print(error)
# expect: 'async for' requires an object with __aiter__ method, got list
# expect: 'async for' received an object from __aiter__ that does not implement __anext__: NoAnext
# expect: 'async for' received an invalid object from __anext__: int
for function in (aiter, anext):
    try:
        function([])
    except TypeError as error:
        print(error)
# expect: 'list' object is not an async iterable
# expect: 'list' object is not an async iterator
g = ticker(1)
print(g.__name__, g.ag_running, g.ag_await, repr(g)[:30])   # expect: ticker False None <async_generator object ticker

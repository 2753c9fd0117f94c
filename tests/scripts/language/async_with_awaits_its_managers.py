class Pause:
    def __await__(self):
        return (yield "paused")


def run(coroutine):
    value = None
    while True:
        try:
            value = coroutine.send(value)
        except StopIteration as stop:
            return stop.value


class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    async def __aenter__(self):
        await Pause()
        print("enter", self.name)
        return self.name

    async def __aexit__(self, kind, value, traceback):
        await Pause()
        print("exit", self.name, kind and kind.__name__)
        return self.swallow


async def both():
    async with Manager("a") as a, Manager("b") as b:
        print(a, b)
    async with (
        Manager("c", swallow=True),
        Manager("d") as d,
    ):
        raise KeyError(d)
    return "done"

print(run(both()))
# expect: enter a
# expect: enter b
# expect: a b
# expect: exit b None
# expect: exit a None
# expect: enter c
# expect: enter d
# expect: exit d KeyError
# expect: exit c KeyError
# expect: done


async def leaves():
    for i in range(3):
        async with Manager(i):
            if i == 0:
                continue
            break
    try:
        async with Manager("r"):
            return "returned"
    finally:
        await Pause()
        print("finally")

print(run(leaves()))
# expect: enter 0
# expect: exit 0 None
# expect: enter 1
# expect: exit 1 None
# expect: enter r
# expect: exit r None
# expect: finally
# expect: returned


async def raises():
    async with Manager("x"):
        async with Manager("y"):
            await Pause()
            1 / 0

try:
    run(raises())
except ZeroDivisionError as error:
    print(error)
# expect: enter x
# expect: enter y
# expect: exit y ZeroDivisionError
# expect: exit x ZeroDivisionError
# expect: division by zero


class NoExit:
    async def __aenter__(self):
        pass

class PlainEnter:
    def __aenter__(self):
        return 3

    async def __aexit__(self, *args):
        pass

class PlainExit:
    async def __aenter__(self):
        pass

    def __aexit__(self, *args):
        return 3

async def use(manager):
    async with manager:
        pass

for manager in (3, NoExit(), PlainEnter(), PlainExit()):
    try:
        run(use(manager))
    except TypeError as error:
        print(error)
# expect: 'int' object does not support the asynchronous context manager protocol
# expect: 'NoExit' object does not support the asynchronous context manager protocol (missed __aexit__ method)
# expect: 'async with' received an object from __aenter__ that does not implement __await__: int
# expect: 'async with' received an object from __aexit__ that does not implement __await__: int

from contextlib import asynccontextmanager, AsyncExitStack, aclosing

@asynccontextmanager
async def managed(name):
    print("open", name)
    try:
        yield name.upper()
    finally:
        await Pause()
        print("close", name)

async def with_contextlib():
    async with managed("m") as m, AsyncExitStack() as stack:
        print(m, await stack.enter_async_context(managed("n")))

run(with_contextlib())
# expect: open m
# expect: open n
# expect: M N
# expect: close n
# expect: close m

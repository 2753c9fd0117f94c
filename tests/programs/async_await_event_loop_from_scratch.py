"""An event loop in sixty lines, to understand async/await (after the well known talks)."""
import heapq
import types
from collections import deque


@types.coroutine
def suspend(*request):
    return (yield request)


async def sleep(seconds):
    await suspend("sleep", seconds)


async def spawn(coro):
    return await suspend("spawn", coro)


async def join(task):
    return await suspend("join", task)


class Task:
    _ids = iter(range(1, 1000))

    def __init__(self, coro):
        self.id = next(self._ids)
        self.coro = coro
        self.waiters = []
        self.result = self.error = None
        self.done = False

    def __repr__(self):
        return f"<Task {self.id} {self.coro.__name__}>"


class Loop:
    def __init__(self):
        self.ready = deque()
        self.sleeping = []
        self.now = 0.0
        self.sequence = 0

    def create_task(self, coro):
        task = Task(coro)
        self.ready.append((task, None))
        return task

    def run(self, main):
        main_task = self.create_task(main)
        while self.ready or self.sleeping:
            if not self.ready:
                self.now, _, task = heapq.heappop(self.sleeping)   # virtual time
                self.ready.append((task, self.now))
            self.step(*self.ready.popleft())
        if main_task.error:
            raise main_task.error
        return main_task.result

    def step(self, task, value):
        try:
            if isinstance(value, BaseException):
                operation, arg = task.coro.throw(value)
            else:
                operation, arg = task.coro.send(value)
        except StopIteration as stop:
            self.finish(task, stop.value, None)
        except Exception as error:
            self.finish(task, None, error)
        else:
            getattr(self, "do_" + operation)(task, arg)

    def finish(self, task, result, error):
        task.done, task.result, task.error = True, result, error
        for waiter in task.waiters:
            self.ready.append((waiter, error if error else result))

    def do_sleep(self, task, seconds):
        self.sequence += 1
        heapq.heappush(self.sleeping, (self.now + seconds, self.sequence, task))

    def do_spawn(self, task, coro):
        self.ready.append((task, self.create_task(coro)))

    def do_join(self, task, other):
        if other.done:
            self.ready.append((task, other.error or other.result))
        else:
            other.waiters.append(task)


class Timer:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        self.start = loop.now
        return self

    async def __aexit__(self, *exc):
        await sleep(0)
        print(f"[{self.name} took {loop.now - self.start:.1f}]")


async def countdown(name, n, step):
    async with Timer(name):
        while n > 0:
            print(f"{loop.now:4.1f} {name} {n}")
            await sleep(step)
            n -= 1
    return f"{name} finished"


async def failing():
    await sleep(0.5)
    raise LookupError("nothing here")


async def ticks(every, until):
    while loop.now < until:
        yield round(loop.now, 1)
        await sleep(every)


async def main():
    a = await spawn(countdown("A", 3, 1))
    b = await spawn(countdown("B", 2, 0.7))
    bad = await spawn(failing())
    print(a, b, bad)
    try:
        await join(bad)
    except LookupError as e:
        print("caught", repr(e), "at", loop.now)
    print(await join(a), "|", await join(b))
    stamps = [t async for t in ticks(2, 8)]
    doubled = [x * 2 for x in [await compute(i) for i in range(3)]]
    return stamps, doubled


async def compute(i):
    await sleep(0.1)
    return i


loop = Loop()
print(loop.run(main()))

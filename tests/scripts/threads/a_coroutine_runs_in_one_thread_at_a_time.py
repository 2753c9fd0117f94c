import threading

inside, leave = threading.Event(), threading.Event()


async def work():
    inside.set()
    leave.wait()
    return "done"


async def items():
    inside.set()
    leave.wait()
    yield "item"


results = []


def drive(step):
    try:
        step()
    except StopIteration as stop:
        results.append(stop.value)


for make in (lambda: work(), lambda: items().__anext__()):
    inside.clear(), leave.clear()
    shared = make()
    thread = threading.Thread(target=drive, args=(lambda: shared.send(None),))
    thread.start()
    inside.wait()
    try:
        shared.send(None)
    except ValueError as error:
        print(error)
    leave.set()
    thread.join()
# expect: coroutine already executing
# expect: async generator already executing
print(results)      # expect: ['done', 'item']

# Many threads step one asynchronous generator: each item goes to one of them.
class Counter:
    def __init__(self):
        self.n = 0
        self.lock = threading.Lock()

    def __aiter__(self):
        return self

    async def __anext__(self):
        with self.lock:
            if self.n == 200:
                raise StopAsyncIteration
            self.n += 1
            return self.n


counter, got = Counter(), [[] for _ in range(4)]


async def take(into):
    async for x in counter:
        into.append(x)


def run(into):
    try:
        take(into).send(None)
    except StopIteration:
        pass


threads = [threading.Thread(target=run, args=(into,)) for into in got]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(sum(got, [])) == list(range(1, 201)))  # expect: True

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

# Many threads step one asynchronous generator, and whoever finds another in it comes again: each item goes to one.
async def numbers():
    for n in range(200):
        yield n


shared, got = numbers(), [[] for _ in range(4)]


def take(into):
    while True:
        try:
            shared.__anext__().send(None)
        except StopIteration as stop:
            into.append(stop.value)
        except StopAsyncIteration:
            return
        except (RuntimeError, ValueError) as error:
            assert "already" in str(error), error


threads = [threading.Thread(target=take, args=(into,)) for into in got]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(sum(got, [])) == list(range(200)))  # expect: True

# The same with an iterator that looks after itself.
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


async def take_all(into):
    async for x in counter:
        into.append(x)


def run(into):
    try:
        take_all(into).send(None)
    except StopIteration:
        pass


threads = [threading.Thread(target=run, args=(into,)) for into in got]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(sum(got, [])) == list(range(1, 201)))  # expect: True

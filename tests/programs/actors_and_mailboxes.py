"""The actor model: objects with a mailbox and a thread; messages are the only way to talk to them."""
import itertools
import threading
from queue import Queue


class ActorExit(Exception):
    pass


class Actor:
    def __init__(self):
        self._mailbox = Queue()
        self._terminated = threading.Event()

    def send(self, message):
        self._mailbox.put(message)
        return self

    def recv(self):
        message = self._mailbox.get()
        if message is ActorExit:
            raise ActorExit()
        return message

    def close(self):
        self.send(ActorExit)

    def start(self):
        threading.Thread(target=self._bootstrap, daemon=True).start()
        return self

    def _bootstrap(self):
        try:
            self.run()
        except ActorExit:
            pass
        finally:
            self._terminated.set()

    def join(self):
        self._terminated.wait()

    def run(self):
        while True:
            message = self.recv()
            kind, *payload = message if isinstance(message, tuple) else (message,)
            getattr(self, "on_" + kind)(*payload)


class Result:
    def __init__(self):
        self._event = threading.Event()
        self._value = None

    def set(self, value):
        self._value = value
        self._event.set()

    def get(self):
        self._event.wait()
        return self._value


class CounterActor(Actor):
    def __init__(self):
        super().__init__()
        self.count = 0

    def on_add(self, n):
        self.count += n

    def on_get(self, result):
        result.set(self.count)


class RouterActor(Actor):
    def __init__(self, targets):
        super().__init__()
        self.targets = itertools.cycle(targets)

    def on_task(self, *args):
        next(self.targets).send(("task", *args))


class SquareActor(Actor):
    def __init__(self, sink):
        super().__init__()
        self.sink = sink
        self.handled = 0

    def on_task(self, x):
        self.handled += 1
        self.sink.send(("add", x * x))


class Echo(Actor):
    def run(self):
        lines = []
        try:
            while True:
                lines.append(str(self.recv()))
        finally:
            print("echo:", ", ".join(lines))


counter = CounterActor().start()
squares = [SquareActor(counter).start() for _ in range(3)]
router = RouterActor(squares).start()
for i in range(30):
    router.send(("task", i))
router.close(), router.join()
for s in squares:
    s.close()
for s in squares:
    s.join()
answer = Result()
counter.send(("get", answer))
print("sum of squares:", answer.get(), [s.handled for s in squares], sum(i * i for i in range(30)))


def hammer():
    for _ in range(100):
        counter.send(("add", 1))


threads = [threading.Thread(target=hammer) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
again = Result()
counter.send(("get", again))
print("after hammering:", again.get() - answer.get())
counter.close(), counter.join()
echo = Echo().start()
for word in ("hello", 42, [1, 2]):
    echo.send(word)
echo.close()
echo.join()

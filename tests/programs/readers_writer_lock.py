"""A readers/writer lock built on Condition, as asked (and answered) so many times."""
import threading
from contextlib import contextmanager


class RWLock:
    def __init__(self):
        self._cond = threading.Condition(threading.Lock())
        self._readers = 0
        self._writer = False
        self._waiting_writers = 0
        self.max_readers = 0

    def acquire_read(self):
        with self._cond:
            self._cond.wait_for(lambda: not self._writer and not self._waiting_writers)
            self._readers += 1
            self.max_readers = max(self.max_readers, self._readers)

    def release_read(self):
        with self._cond:
            self._readers -= 1
            if not self._readers:
                self._cond.notify_all()

    def acquire_write(self):
        with self._cond:
            self._waiting_writers += 1
            while self._writer or self._readers:
                self._cond.wait()
            self._waiting_writers -= 1
            self._writer = True

    def release_write(self):
        with self._cond:
            if not self._writer:
                raise RuntimeError("not write-locked")
            self._writer = False
            self._cond.notify_all()

    @contextmanager
    def reading(self):
        self.acquire_read()
        try:
            yield self
        finally:
            self.release_read()

    @contextmanager
    def writing(self):
        self.acquire_write()
        try:
            yield self
        finally:
            self.release_write()


class SafeDict:
    def __init__(self):
        self.lock = RWLock()
        self.data = {"a": 0, "b": 0}

    def transfer(self, amount):
        with self.lock.writing():
            self.data["a"] -= amount
            self.data["b"] += amount

    def total(self):
        with self.lock.reading():
            return sum(self.data.values())


shared = SafeDict()
problems = []


def reader():
    for _ in range(100):
        if (t := shared.total()) != 0:
            problems.append(t)


def writer(n):
    for i in range(50):
        shared.transfer(n * i)


threads = [threading.Thread(target=reader) for _ in range(5)] + [
    threading.Thread(target=writer, args=(n,), daemon=True) for n in (1, 2, 3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("problems:", problems)
print("data:", shared.data)
print("at least one reader:", shared.lock.max_readers >= 1)

gate = threading.Barrier(3)


def together():
    with shared.lock.reading():
        gate.wait()     # only passes when all three read at the same time


ts = [threading.Thread(target=together) for _ in range(3)]
[t.start() for t in ts]
[t.join() for t in ts]
print("three readers at once:", shared.lock.max_readers >= 3)
try:
    shared.lock.release_write()
except RuntimeError as e:
    print("RuntimeError:", e)
try:
    with shared.lock.writing():
        raise KeyError("inside")
except KeyError as e:
    print("released after", repr(e), not shared.lock._writer)

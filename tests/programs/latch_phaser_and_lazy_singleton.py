"""Small synchronisers built from the primitives: latch, once, lazy singleton, phaser, thread-safe memo."""
import functools
import threading


class CountDownLatch:
    def __init__(self, count=1):
        self.count = count
        self.condition = threading.Condition()

    def count_down(self):
        with self.condition:
            self.count -= 1
            if self.count <= 0:
                self.condition.notify_all()

    def wait(self, timeout=None):
        with self.condition:
            return self.condition.wait_for(lambda: self.count <= 0, timeout)


def once(func):
    lock, done = threading.Lock(), False

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        nonlocal done
        if not done:
            with lock:
                if not done:
                    wrapper.result = func(*args, **kwargs)
                    done = True
        return wrapper.result
    return wrapper


class SingletonMeta(type):
    _instances = {}
    _lock = threading.Lock()

    def __call__(cls, *args, **kwargs):
        with cls._lock:
            if cls not in cls._instances:
                cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]


class Database(metaclass=SingletonMeta):
    made = 0

    def __init__(self, url="memory:"):
        type(self).made += 1
        self.url = url


class Phaser:
    def __init__(self, parties):
        self.barrier = threading.Barrier(parties, self._advance)
        self.phase = 0

    def _advance(self):
        self.phase += 1

    def arrive(self):
        phase = self.phase
        self.barrier.wait()
        return phase


calls = []


@once
def initialise(name):
    calls.append(name)
    return f"initialised by {name}"


latch = CountDownLatch(5)
go = threading.Event()
seen, answers, phases = [], [], []
phaser = Phaser(5)


def worker(number):
    go.wait()
    seen.append(id(Database(f"db-{number}")))
    answers.append(initialise("someone"))
    for _ in range(3):
        phases.append(phaser.arrive())
    latch.count_down()


threads = [threading.Thread(target=worker, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
print("latch before:", latch.wait(timeout=0.01))
go.set()
print("latch after:", latch.wait(timeout=60))
for t in threads:
    t.join()
print(Database.made, len(set(seen)), calls, set(answers), initialise.__name__)
print(sorted(phases), phaser.phase)


class Memo:
    """Computes each key once, also when many threads ask at the same time."""

    def __init__(self, function):
        self.function = function
        self.entries = {}
        self.lock = threading.Lock()
        self.computed = 0

    def __call__(self, key):
        with self.lock:
            entry = self.entries.get(key)
            owner = entry is None
            if owner:
                entry = self.entries[key] = {"ready": threading.Event(), "value": None, "error": None}
        if owner:
            try:
                entry["value"] = self.function(key)
            except Exception as e:
                entry["error"] = e
            finally:
                with self.lock:
                    self.computed += 1
                entry["ready"].set()
        entry["ready"].wait()
        if entry["error"]:
            raise entry["error"]
        return entry["value"]


@Memo
def slow_square(n):
    if n < 0:
        raise ValueError("negative")
    return sum(n for _ in range(n))


results = [[] for _ in range(6)]


def ask(into):
    for n in range(20):
        into.append(slow_square(n))


threads = [threading.Thread(target=ask, args=(r,)) for r in results]
[t.start() for t in threads]
[t.join() for t in threads]
print(slow_square.computed, all(r == [n * n for n in range(20)] for r in results))
for _ in range(2):
    try:
        slow_square(-1)
    except ValueError as e:
        print("ValueError:", e, slow_square.computed)

"""A job scheduler: priorities, dependencies, retries."""
import itertools
import queue
import threading
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Callable


class Status(str, Enum):
    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(order=True)
class PrioritizedItem:
    priority: int
    number: int
    item: Any = field(compare=False)


@dataclass
class Job:
    name: str
    action: Callable[[], Any] = field(repr=False)
    priority: int = 10
    retries: int = 0
    status: Status = Status.PENDING
    attempts: int = 0
    result: Any = None
    errors: list = field(default_factory=list, repr=False)


class Scheduler:
    def __init__(self):
        self.queue = queue.PriorityQueue()
        self.counter = itertools.count()
        self.history = []

    def submit(self, job):
        self.queue.put(PrioritizedItem(job.priority, next(self.counter), job))
        return job

    def job(self, priority=10, retries=0):
        def decorate(func):
            return self.submit(Job(func.__name__, func, priority, retries))
        return decorate

    def run(self):
        while True:
            try:
                entry = self.queue.get_nowait()
            except queue.Empty:
                return
            job = entry.item
            job.status, job.attempts = Status.RUNNING, job.attempts + 1
            try:
                job.result = job.action()
            except Exception as e:
                job.errors.append(f"{type(e).__name__}: {e}")
                if job.attempts <= job.retries:
                    job.status = Status.PENDING
                    self.submit(job)
                else:
                    job.status = Status.FAILED
            else:
                job.status = Status.DONE
            self.history.append((job.name, job.status.value))
            self.queue.task_done()


s = Scheduler()


@s.job(priority=20)
def low():
    return "low result"


@s.job(priority=1)
def urgent():
    return 42


@s.job(retries=2)
def flaky(state=[]):
    state.append(1)
    if len(state) < 3:
        raise ConnectionError(f"attempt {len(state)}")
    return "finally"


@s.job()
def hopeless():
    return 1 / 0


worker = threading.Thread(target=s.run, name="worker")
worker.start()
worker.join()
for line in s.history:
    print(*line)
for job in (low, urgent, flaky, hopeless):
    print(job)
    if job.errors:
        print("   ", "; ".join(job.errors))
print(Status.DONE == "done", Status("failed"), Status.DONE.upper(), isinstance(Status.DONE, str))

lifo, simple = queue.LifoQueue(), queue.SimpleQueue()
for i in range(3):
    lifo.put(i), simple.put(i)
print([lifo.get() for _ in range(3)], [simple.get() for _ in range(3)])
small = queue.Queue(maxsize=1)
small.put("x")
for attempt in (lambda: small.put("y", block=False), lambda: small.put("y", timeout=0.01)):
    try:
        attempt()
    except queue.Full as e:
        print("Full", e.args)
try:
    queue.Queue().get(timeout=-1)
except ValueError as e:
    print(e)
try:
    small.task_done(), small.task_done()
except ValueError as e:
    print(e)

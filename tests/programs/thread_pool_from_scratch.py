"""A thread pool in 60 lines, as in every blog post about thread pools."""
import sys
from queue import Queue, Empty
from threading import Thread, Event, current_thread


class Worker(Thread):
    """Thread executing tasks from a given tasks queue"""

    def __init__(self, tasks, index):
        Thread.__init__(self, name="worker-{}".format(index))
        self.tasks = tasks
        self.daemon = True
        self.start()

    def run(self):
        while True:
            func, args, kargs, handle = self.tasks.get()
            try:
                handle.set_result(func(*args, **kargs))
            except Exception as e:
                handle.set_exception(e)
            finally:
                self.tasks.task_done()


class Handle:
    __slots__ = ("_event", "_value", "_error")

    def __init__(self):
        self._event = Event()
        self._value = None
        self._error = None

    def set_result(self, value):
        self._value = value
        self._event.set()

    def set_exception(self, error):
        self._error = error
        self._event.set()

    def get(self, timeout=None):
        if not self._event.wait(timeout):
            raise TimeoutError("no result yet")
        if self._error is not None:
            raise self._error
        return self._value


class ThreadPool:
    def __init__(self, num_threads):
        self.tasks = Queue(num_threads)
        self.workers = [Worker(self.tasks, i) for i in range(num_threads)]

    def add_task(self, func, *args, **kargs):
        handle = Handle()
        self.tasks.put((func, args, kargs, handle))
        return handle

    def map(self, func, args_list):
        return [h.get() for h in [self.add_task(func, args) for args in args_list]]

    def wait_completion(self):
        self.tasks.join()


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def explode(what, *, loud=False):
    raise RuntimeError(what.upper() if loud else what)


if __name__ == "__main__":
    pool = ThreadPool(4)
    print(pool.map(fib, range(15)))
    handle = pool.add_task(explode, "boom", loud=True)
    try:
        handle.get(timeout=10)
    except RuntimeError as e:
        print(f"caught {e!r}")
    print(pool.add_task(lambda: current_thread().name.startswith("worker-")).get())
    pool.wait_completion()
    try:
        handle.extra = 1
    except AttributeError as e:
        print(e)
    print("done", file=sys.stdout)

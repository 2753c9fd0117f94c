"""A pool of threads."""

import threading
from concurrent.futures import _base
from queue import Empty, SimpleQueue

_pools = 0
_pools_lock = threading.Lock()
_all_pools = set()
_ending = False


def _python_exit():
    """The program ends: workers finish what is queued, and are waited for."""
    global _ending
    with _pools_lock:
        _ending = True
        pools = list(_all_pools)
    for pool in pools:
        pool._work_queue.put(None)
    for pool in pools:
        for thread in list(pool._threads):
            thread.join()


threading._register_atexit(_python_exit)


class _WorkItem:
    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs

    def run(self):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.fn(*self.args, **self.kwargs)
        except BaseException as exc:
            self.future.set_exception(exc)
            self = None
        else:
            self.future.set_result(result)


class BrokenThreadPool(_base.BrokenExecutor):
    """A worker's initializer failed."""


class ThreadPoolExecutor(_base.Executor):
    """Runs calls in a pool of at most max_workers threads."""

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        global _pools
        if max_workers is None:
            from posix import cpu_count

            max_workers = min(32, (cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._work_queue = SimpleQueue()
        self._idle_semaphore = threading.Semaphore(0)
        self._threads = set()
        self._broken = False
        self._shutdown = False
        self._shutdown_lock = threading.Lock()
        with _pools_lock:
            number = _pools
            if not thread_name_prefix:
                _pools += 1
        self._thread_name_prefix = thread_name_prefix or f"ThreadPoolExecutor-{number}"
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        with self._shutdown_lock:
            if self._broken:
                raise BrokenThreadPool(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _ending:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            future = _base.Future()
            self._work_queue.put(_WorkItem(future, fn, args, kwargs))
            self._adjust_thread_count()
            return future

    def _adjust_thread_count(self):
        # A worker that waits for work takes it; else one more is started, up to the limit.
        if self._idle_semaphore.acquire(timeout=0):
            return
        count = len(self._threads)
        if count < self._max_workers:
            thread = threading.Thread(name=f"{self._thread_name_prefix}_{count}", target=self._work)
            with _pools_lock:
                _all_pools.add(self)
            # Daemonic, because the exit function above ends and joins it.
            thread._daemonic = True
            self._threads.add(thread)
            thread.start()

    def _work(self):
        if self._initializer is not None:
            try:
                self._initializer(*self._initargs)
            except BaseException:
                import sys
                import traceback

                print("Exception in initializer:", file=sys.stderr)
                traceback.print_exc()
                self._initializer_failed()
                return
        queue = self._work_queue
        while True:
            try:
                item = queue.get_nowait()
            except Empty:
                self._idle_semaphore.release()
                item = queue.get(block=True)
            if item is not None:
                item.run()
                del item
                continue
            if _ending or self._shutdown:
                self._shutdown = True
                queue.put(None)  # for the next worker
                return

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = "A thread initializer failed, the thread pool is not usable anymore"
            while True:
                try:
                    item = self._work_queue.get_nowait()
                except Empty:
                    break
                if item is not None:
                    item.future.set_exception(BrokenThreadPool(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                while True:
                    try:
                        item = self._work_queue.get_nowait()
                    except Empty:
                        break
                    if item is not None:
                        item.future.cancel()
            self._work_queue.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
            with _pools_lock:
                _all_pools.discard(self)

    shutdown.__doc__ = _base.Executor.shutdown.__doc__

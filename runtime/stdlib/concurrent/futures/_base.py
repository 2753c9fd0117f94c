"""Futures, waiting for them, and what all executors have in common."""

import threading
from time import monotonic

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"

_SHOWN = {
    PENDING: "pending", RUNNING: "running", CANCELLED: "cancelled", CANCELLED_AND_NOTIFIED: "cancelled",
    FINISHED: "finished",
}


class Error(Exception):
    """Base class for all future-related exceptions."""


class CancelledError(Error):
    """The Future was cancelled."""


TimeoutError = TimeoutError


class InvalidStateError(Error):
    """The operation is not allowed in this state."""


class BrokenExecutor(RuntimeError):
    """The executor cannot run anything any more."""


class Future:
    """The result of a call that may not have happened yet."""

    def __init__(self):
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._waiters = []
        self._done_callbacks = []

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            self._call(callback)

    def _call(self, callback):
        try:
            callback(self)
        except Exception:
            import sys
            import traceback

            print(f"exception calling callback for {self!r}", file=sys.stderr)
            traceback.print_exc()

    def __repr__(self):
        with self._condition:
            shown = f"<{self.__class__.__name__} at {id(self):#x} state={_SHOWN[self._state]}"
            if self._state == FINISHED:
                if self._exception:
                    return f"{shown} raised {self._exception.__class__.__name__}>"
                return f"{shown} returned {self._result.__class__.__name__}>"
            return shown + ">"

    def cancel(self):
        """Cancel the call if it does not run yet. Return whether it is cancelled."""
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        """Return True if the future was cancelled."""
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        """Return True if the future is currently executing."""
        with self._condition:
            return self._state == RUNNING

    def done(self):
        """Return True if the future was cancelled or finished executing."""
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)

    def add_done_callback(self, fn):
        """Call a function with the future when it is done; at once if it is already."""
        with self._condition:
            if self._state not in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
                self._done_callbacks.append(fn)
                return
        self._call(fn)

    def _get_result(self):
        if self._exception:
            try:
                raise self._exception
            finally:
                self = None  # so that the traceback does not keep the future alive
        return self._result

    def _wait_done(self, timeout):
        """Wait until it is done; called with the condition held."""
        if not self._condition.wait_for(
            lambda: self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED), timeout
        ):
            raise TimeoutError()
        if self._state != FINISHED:
            raise CancelledError()

    def result(self, timeout=None):
        """What the call returned; its exception is raised."""
        with self._condition:
            self._wait_done(timeout)
            return self._get_result()

    def exception(self, timeout=None):
        """What the call raised, or None."""
        with self._condition:
            self._wait_done(timeout)
            return self._exception

    # What executors call.

    def set_running_or_notify_cancel(self):
        """Mark it as running; False when it was cancelled."""
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                for waiter in self._waiters:
                    waiter.add_cancelled(self)
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            raise RuntimeError("Future in unexpected state")

    def set_result(self, result):
        """The call returned this."""
        with self._condition:
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result = result
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add_result(self)
            self._condition.notify_all()
        self._invoke_callbacks()

    def set_exception(self, exception):
        """The call raised this."""
        with self._condition:
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._exception = exception
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add_exception(self)
            self._condition.notify_all()
        self._invoke_callbacks()

    __class_getitem__ = classmethod(type(list[int]))


class _Waiter:
    """Collects futures that are done; `event` is set when that is enough."""

    def __init__(self, enough, stop_on_exception=False):
        self.event = threading.Event()
        self.lock = threading.Lock()
        self.finished = []
        self.enough = enough
        self.stop_on_exception = stop_on_exception

    def _add(self, future, stop):
        with self.lock:
            self.finished.append(future)
            if stop or len(self.finished) >= self.enough:
                self.event.set()

    def add_result(self, future):
        self._add(future, False)

    def add_exception(self, future):
        self._add(future, self.stop_on_exception)

    def add_cancelled(self, future):
        self._add(future, False)


def _is_done(future):
    return future._state in (CANCELLED_AND_NOTIFIED, FINISHED)


def _watch(futures, waiter):
    """Let a waiter know of what gets done from now on; return what is done already. Each future is looked at and
    enrolled under its own lock, so that none is counted twice or missed."""
    done = set()
    for future in futures:
        with future._condition:
            if _is_done(future):
                done.add(future)
            else:
                future._waiters.append(waiter)
    return done


def _unwatch(futures, waiter):
    for future in futures:
        with future._condition:
            if waiter in future._waiters:
                future._waiters.remove(waiter)


class DoneAndNotDoneFutures(tuple):
    """A pair of sets: `done` and `not_done`."""

    __slots__ = ()

    def __new__(cls, done, not_done):
        return tuple.__new__(cls, (done, not_done))

    done = property(lambda self: self[0])
    not_done = property(lambda self: self[1])

    def __repr__(self):
        return f"DoneAndNotDoneFutures(done={self[0]!r}, not_done={self[1]!r})"


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for futures: for all, for the first, or for the first exception."""
    fs = set(fs)
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return condition: {return_when!r}")
    waiter = _Waiter(len(fs), return_when == FIRST_EXCEPTION)
    done = _watch(fs, waiter)
    if return_when == FIRST_COMPLETED and done:
        enough = True
    elif return_when == FIRST_EXCEPTION and any(
        future._state == FINISHED and future._exception is not None for future in done
    ):
        enough = True
    else:
        enough = len(done) == len(fs)
        with waiter.lock:
            waiter.enough = 1 if return_when == FIRST_COMPLETED else len(fs) - len(done)
            if waiter.finished and len(waiter.finished) >= waiter.enough:
                waiter.event.set()
    if not enough:
        waiter.event.wait(timeout)
    _unwatch(fs - done, waiter)
    with waiter.lock:
        done.update(waiter.finished)
    return DoneAndNotDoneFutures(done, fs - done)


def as_completed(fs, timeout=None):
    """The futures in the order in which they get done."""
    end = None if timeout is None else monotonic() + timeout
    fs = set(fs)
    total = len(fs)
    waiter = _Waiter(1)
    finished = list(_watch(fs, waiter))
    pending = fs - set(finished)
    try:
        while finished:
            yield finished.pop()
        while pending:
            if timeout is None:
                waiter.event.wait()
            else:
                remaining = end - monotonic()
                if remaining < 0:
                    raise TimeoutError(f"{len(pending)} (of {total}) futures unfinished")
                waiter.event.wait(remaining)
            with waiter.lock:
                finished = waiter.finished
                waiter.finished = []
                waiter.event.clear()
            finished.reverse()
            while finished:
                future = finished.pop()
                pending.discard(future)
                yield future
    finally:
        _unwatch(fs, waiter)


class Executor:
    """What runs calls somewhere else."""

    def submit(self, fn, /, *args, **kwargs):
        """Have fn(*args, **kwargs) called; return a Future."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """Like map(fn, *iterables), with the calls made at the same time and their results in order."""
        end = None if timeout is None else monotonic() + timeout
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        def results():
            try:
                futures.reverse()
                while futures:
                    future = futures.pop()
                    try:
                        yield future.result() if end is None else future.result(end - monotonic())
                    finally:
                        future.cancel()
            finally:
                for future in futures:
                    future.cancel()

        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more calls."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False

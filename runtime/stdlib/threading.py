"""Threads, and what they share and wait for.

A Thread is two latches around a start: `_started` opens when the new thread runs, `_stopped_latch` when it has ended. Everything
else here is built from the locks of `_thread` in such a way that it holds with and without a global lock: state that
several threads change is changed under a lock, and tables that are only looked up are dicts, whose operations are
atomic.
"""

import sys as _sys
import _thread

from _thread import (
    RLock as _RLock,
    TIMEOUT_MAX,
    _ExceptHookArgs as ExceptHookArgs,
    _Latch,
    _end_thread,
    _excepthook as excepthook,
    _local as local,
    allocate_lock as Lock,
    get_ident,
    get_native_id,
    start_new_thread as _start_new_thread,
)
from time import monotonic as _monotonic

__all__ = [
    "get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread", "TIMEOUT_MAX", "Event",
    "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread", "Barrier", "BrokenBarrierError", "Timer",
    "ThreadError", "setprofile", "settrace", "local", "stack_size", "excepthook", "ExceptHookArgs", "getprofile",
    "gettrace", "get_native_id",
]

ThreadError = _thread.error
stack_size = _thread.stack_size
_allocate_lock = Lock
__excepthook__ = excepthook

_trace_hook = None
_profile_hook = None


def settrace(func):
    """Set a trace function for all threads started from the threading module."""
    global _trace_hook
    _trace_hook = func


def gettrace():
    return _trace_hook


def setprofile(func):
    """Set a profile function for all threads started from the threading module."""
    global _profile_hook
    _profile_hook = func


def getprofile():
    return _profile_hook


def RLock():
    """A lock that the thread which holds it may acquire again."""
    return _RLock()


# CPython's names for the kinds it has of them.
_CRLock = _PyRLock = _RLock


class Condition:
    """Lets threads wait until another one notifies them."""

    def __init__(self, lock=None):
        if lock is None:
            lock = _RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        # A lock that knows more than acquire and release says itself how to be given up whole.
        for name in ("_release_save", "_acquire_restore", "_is_owned"):
            try:
                setattr(self, name, getattr(lock, name))
            except AttributeError:
                pass
        # One lock for each waiter, in the order they came. Changed only by who holds `_lock`.
        self._waiters = []

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return f"<Condition({self._lock}, {len(self._waiters)})>"

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()
        self._waiters.clear()

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, saved):
        self._lock.acquire()

    def _is_owned(self):
        # A plain lock does not know its owner: it is taken to be held by us when it is held at all.
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Wait until notified or until a timeout occurs; the lock is given up meanwhile."""
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = Lock()
        waiter.acquire()
        self._waiters.append(waiter)
        saved = self._release_save()
        notified = False
        try:
            if timeout is None:
                waiter.acquire()
                notified = True
            elif timeout > 0:
                notified = waiter.acquire(True, timeout)
            else:
                notified = waiter.acquire(False)
            return notified
        finally:
            self._acquire_restore(saved)
            if not notified:
                try:
                    self._waiters.remove(waiter)
                except ValueError:
                    pass

    def wait_for(self, predicate, timeout=None):
        """Wait until a condition evaluates to True; return its last value."""
        end = None
        remaining = timeout
        result = predicate()
        while not result:
            if remaining is not None:
                if end is None:
                    end = _monotonic() + remaining
                else:
                    remaining = end - _monotonic()
                    if remaining <= 0:
                        break
            self.wait(remaining)
            result = predicate()
        return result

    def notify(self, n=1):
        """Wake up to n of the threads that wait."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        waiters = self._waiters
        while n > 0 and waiters:
            waiter = waiters.pop(0)
            try:
                waiter.release()
            except RuntimeError:
                # It timed out or was interrupted with its lock already released, and has not left the list yet.
                continue
            n -= 1

    def notify_all(self):
        """Wake up all threads that wait."""
        self.notify(len(self._waiters))

    def notifyAll(self):
        """Deprecated: use notify_all()."""
        _deprecated("notifyAll() is deprecated, use notify_all() instead")
        self.notify_all()


class Semaphore:
    """A counter that a thread waits for when it is zero."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = Condition(Lock())
        self._value = value

    def __repr__(self):
        cls = self.__class__
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>"

    def acquire(self, blocking=True, timeout=None):
        """Take one; wait for it if blocking. Return whether it was taken."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        end = None
        with self._cond:
            while self._value == 0:
                if not blocking:
                    return False
                if timeout is not None:
                    if end is None:
                        end = _monotonic() + timeout
                    else:
                        timeout = end - _monotonic()
                        if timeout <= 0:
                            return False
                self._cond.wait(timeout)
            self._value -= 1
            return True

    __enter__ = acquire

    def release(self, n=1):
        """Give n back, and wake those who can have them."""
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            self._value += n
            self._cond.notify(n)

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that is never released more often than it was acquired."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = self.__class__
        return (
            f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: "
            f"value={self._value}/{self._initial_value}>"
        )

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._value += n
            self._cond.notify(n)


class Event:
    """A flag that threads can wait for."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def __repr__(self):
        cls = self.__class__
        status = "set" if self._flag else "unset"
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {status}>"

    def _at_fork_reinit(self):
        self._cond._at_fork_reinit()

    def is_set(self):
        """Return true if and only if the internal flag is true."""
        return self._flag

    def isSet(self):
        """Deprecated: use is_set()."""
        _deprecated("isSet() is deprecated, use is_set() instead")
        return self.is_set()

    def set(self):
        """Set the flag and wake all that wait for it."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        """Reset the flag."""
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Wait until the flag is true; return whether it is."""
        with self._cond:
            signaled = self._flag
            if not signaled:
                signaled = self._cond.wait(timeout)
            return signaled


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    """Lets a fixed number of threads wait for each other, again and again."""

    def __init__(self, parties, action=None, timeout=None):
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        # 0: filling; 1: draining; -1: resetting; -2: broken
        self._state = 0
        self._count = 0

    def __repr__(self):
        cls = self.__class__
        if self.broken:
            return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: broken>"
        return (
            f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}:"
            f" waiters={self.n_waiting}/{self.parties}>"
        )

    def wait(self, timeout=None):
        """Wait for all parties; return a number that is different for each of them."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            while self._state in (-1, 1):
                self._cond.wait()
            if self._state < 0:
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    self._let_go()
                else:
                    self._wait_for_others(timeout)
                return index
            finally:
                self._count -= 1
                if self._count == 0 and self._state in (-1, 1):
                    self._state = 0
                    self._cond.notify_all()

    def _let_go(self):
        try:
            if self._action:
                self._action()
            self._state = 1
            self._cond.notify_all()
        except:
            self._break()
            raise

    def _wait_for_others(self, timeout):
        if not self._cond.wait_for(lambda: self._state != 0, timeout):
            self._break()
            raise BrokenBarrierError
        if self._state < 0:
            raise BrokenBarrierError

    def _break(self):
        self._state = -2
        self._cond.notify_all()

    def reset(self):
        """Reset the barrier; those who wait get BrokenBarrierError."""
        with self._cond:
            if self._count > 0:
                if self._state in (0, -2):
                    self._state = -1
            else:
                self._state = 0
            self._cond.notify_all()

    def abort(self):
        """Put the barrier into the broken state."""
        with self._cond:
            self._break()

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._count if self._state == 0 else 0

    @property
    def broken(self):
        return self._state == -2


def _deprecated(message):
    import warnings

    warnings.warn(message, DeprecationWarning, stacklevel=3)


_names = 0
_names_lock = Lock()


def _newname(template="Thread-%d"):
    global _names
    with _names_lock:
        _names += 1
        return template % _names


# All threads by their ident, and those that were told to start and do not run yet.
_active = {}
_limbo = {}
_active_limbo_lock = _RLock()


class Thread:
    """A thread of control."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        if kwargs is None:
            kwargs = {}
        if name:
            name = str(name)
        else:
            name = _newname("Thread-%d")
            if target is not None:
                try:
                    name += f" ({target.__name__})"
                except AttributeError:
                    pass
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = kwargs
        if daemon is not None:
            self._daemonic = daemon
        else:
            self._daemonic = current_thread().daemon
        self._ident = None
        self._native_id = None
        self._started = _Latch()
        self._stopped_latch = _Latch()
        self._stderr = _sys.stderr  # for its last words, should sys.stderr be gone by then
        self._initialized = True

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial"
        if self._stopped_latch.is_set():
            status = "stopped"
        elif self._started.is_set():
            status = "started"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += f" {self._ident}"
        return f"<{self.__class__.__name__}({self._name}, {status})>"

    def start(self):
        """Start the thread's activity: run() in a thread of its own. Once only."""
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        with _active_limbo_lock:
            if self._started.is_set() or self in _limbo:
                raise RuntimeError("threads can only be started once")
            _limbo[self] = self
        try:
            _start_new_thread(self._bootstrap, (), None, self._name)
        except Exception:
            with _active_limbo_lock:
                del _limbo[self]
            raise
        self._started.wait()

    def run(self):
        """What the thread does; subclasses override it."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # So that a thread does not keep alive what it worked on.
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        self._bootstrap_inner()

    def _bootstrap_inner(self):
        try:
            self._ident = get_ident()
            self._native_id = get_native_id()
            _thread._set_thread_object(self)
            with _active_limbo_lock:
                _active[self._ident] = self
                del _limbo[self]
            self._started.set()
            if _trace_hook:
                _sys.settrace(_trace_hook)
            if _profile_hook:
                _sys.setprofile(_profile_hook)
            try:
                self.run()
            except:
                self._invoke_excepthook()
        finally:
            self._delete()

    def _invoke_excepthook(self):
        args = ExceptHookArgs([*_sys.exc_info(), self])
        hook = excepthook
        try:
            if hook is None:
                hook = __excepthook__
            hook(args)
        except:
            # The hook itself failed: both are shown.
            stderr = _sys.stderr if _sys.stderr is not None else self._stderr
            if stderr is not None:
                print("Exception in threading.excepthook:", file=stderr)
            _sys.excepthook(*_sys.exc_info())
        finally:
            args = None

    def _delete(self):
        with _active_limbo_lock:
            _active.pop(self._ident, None)
            _end_thread(self._stopped_latch)

    def join(self, timeout=None):
        """Wait until the thread terminates, or for `timeout` seconds."""
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if not self._started.is_set():
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        self._stopped_latch.wait(timeout)

    @property
    def name(self):
        """A string used for identification purposes only."""
        assert self._initialized, "Thread.__init__() not called"
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, "Thread.__init__() not called"
        self._name = str(name)

    @property
    def ident(self):
        """Thread identifier of this thread or None if it has not been started."""
        assert self._initialized, "Thread.__init__() not called"
        return self._ident

    @property
    def native_id(self):
        """The identifier the operating system has given it, or None."""
        assert self._initialized, "Thread.__init__() not called"
        return self._native_id

    def is_alive(self):
        """Return whether the thread is alive."""
        assert self._initialized, "Thread.__init__() not called"
        return self._started.is_set() and not self._stopped_latch.is_set()

    @property
    def daemon(self):
        """Whether the program may end without waiting for this thread."""
        assert self._initialized, "Thread.__init__() not called"
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        """Deprecated: use the daemon attribute."""
        _deprecated("isDaemon() is deprecated, get the daemon attribute instead")
        return self.daemon

    def setDaemon(self, daemonic):
        """Deprecated: use the daemon attribute."""
        _deprecated("setDaemon() is deprecated, set the daemon attribute instead")
        self.daemon = daemonic

    def getName(self):
        """Deprecated: use the name attribute."""
        _deprecated("getName() is deprecated, get the name attribute instead")
        return self.name

    def setName(self, name):
        """Deprecated: use the name attribute."""
        _deprecated("setName() is deprecated, set the name attribute instead")
        self.name = name


class Timer(Thread):
    """Calls a function after a number of seconds, unless it is cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        """Stop the timer if it has not called the function yet."""
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _AdoptedThread(Thread):
    """A thread that was not started by a Thread object: it is running when it is first seen."""

    def __init__(self, name, daemon):
        Thread.__init__(self, name=name, daemon=daemon)
        self._ident = get_ident()
        self._native_id = get_native_id()
        self._started.set()
        _active[self._ident] = self
        _thread._set_thread_object(self)


class _MainThread(_AdoptedThread):
    def __init__(self):
        super().__init__("MainThread", False)


class _DummyThread(_AdoptedThread):
    def __init__(self):
        super().__init__(_newname("Dummy-%d"), True)

    def is_alive(self):
        return True

    def join(self, timeout=None):
        assert False, "cannot join a dummy thread"


_MainThread.__name__ = "_MainThread"


def current_thread():
    """The Thread object of the caller's thread of control."""
    thread = _thread._get_thread_object()
    if thread is None:
        thread = _DummyThread()
    return thread


def currentThread():
    """Deprecated: use current_thread()."""
    _deprecated("currentThread() is deprecated, use current_thread() instead")
    return current_thread()


def active_count():
    """The number of Thread objects currently alive."""
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


def activeCount():
    """Deprecated: use active_count()."""
    _deprecated("activeCount() is deprecated, use active_count() instead")
    return active_count()


def enumerate():
    """A list of all Thread objects currently alive."""
    with _active_limbo_lock:
        return list(_active.values()) + list(_limbo.values())


def __getattr__(name):
    # What tests of CPython's own look at: the threads that are still there.
    if name == "_dangling":
        from _weakrefset import WeakSet

        return WeakSet(enumerate())
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


_main_thread = _MainThread()


def main_thread():
    """The thread the program began with."""
    return _main_thread


# Called at the end of the program before threads are waited for, the last first: pools end their workers so.
_threading_atexits = []
_shutting_down = False


def _register_atexit(func, *arg, **kwargs):
    if _shutting_down:
        raise RuntimeError("can't register atexit after shutdown")
    _threading_atexits.append(lambda: func(*arg, **kwargs))


def _shutdown():
    """Wait for all threads that are no daemons: what a program does when its main thread is through."""
    global _shutting_down
    if _main_thread._stopped_latch.is_set():
        return
    _shutting_down = True
    _main_thread._stopped_latch.set()
    while _threading_atexits:
        _threading_atexits.pop()()
    own = get_ident()
    while True:
        with _active_limbo_lock:
            others = [
                thread
                for thread in [*_active.values(), *_limbo.values()]
                if not thread._daemonic and thread._ident != own and not isinstance(thread, _MainThread)
            ]
        if not others:
            return
        for thread in others:
            thread._stopped_latch.wait()

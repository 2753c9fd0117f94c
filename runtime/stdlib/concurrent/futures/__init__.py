"""Running functions in a pool of threads."""

from concurrent.futures._base import (
    ALL_COMPLETED,
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    InvalidStateError,
    TimeoutError,
    as_completed,
    wait,
)

__all__ = (
    "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "CancelledError", "TimeoutError", "BrokenExecutor",
    "Future", "Executor", "wait", "as_completed", "ProcessPoolExecutor", "ThreadPoolExecutor",
)


def __getattr__(name):
    if name == "ThreadPoolExecutor":
        from concurrent.futures.thread import ThreadPoolExecutor

        return globals().setdefault(name, ThreadPoolExecutor)
    if name == "ProcessPoolExecutor":
        return globals().setdefault(name, _ProcessPoolExecutor)
    raise AttributeError(f"module 'concurrent.futures' has no attribute {name!r}")


class _ProcessPoolExecutor(Executor):
    def __init__(self, *args, **kwargs):
        raise NotImplementedError(
            "ProcessPoolExecutor is not supported: minipy runs one process; use ThreadPoolExecutor"
        )


_ProcessPoolExecutor.__name__ = _ProcessPoolExecutor.__qualname__ = "ProcessPoolExecutor"

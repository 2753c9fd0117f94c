"""How many processors there are. Processes of their own are not supported here: use threads."""

from posix import cpu_count as _cpu_count

__all__ = ["cpu_count"]

_UNSUPPORTED = {
    "Array", "AuthenticationError", "Barrier", "BoundedSemaphore", "BufferTooShort", "Condition", "Event",
    "JoinableQueue", "Lock", "Manager", "Pipe", "Pool", "Process", "ProcessError", "Queue", "RLock", "RawArray",
    "RawValue", "Semaphore", "SimpleQueue", "Value", "active_children", "current_process", "freeze_support",
    "get_all_start_methods", "get_context", "get_logger", "get_start_method", "parent_process", "set_start_method",
}


def cpu_count():
    """The number of processors of the machine."""
    count = _cpu_count()
    if count is None:
        raise NotImplementedError("cannot determine number of cpus")
    return count


def __getattr__(name):
    if name in _UNSUPPORTED:
        raise NotImplementedError(
            f"multiprocessing.{name} is not supported: minipy runs one process; use threading or concurrent.futures"
        )
    raise AttributeError(f"module 'multiprocessing' has no attribute {name!r}")

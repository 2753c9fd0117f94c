"""Waiting until one of several files or sockets is ready."""

from _select import POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT, POLLPRI
from _select import poll as _poll

__all__ = ["select", "poll", "error", "POLLERR", "POLLHUP", "POLLIN", "POLLNVAL", "POLLOUT", "POLLPRI"]

error = OSError
PIPE_BUF = 4096


def _descriptor(file):
    """The descriptor that an integer or an object with fileno() stands for."""
    if isinstance(file, int):
        number = file
    else:
        fileno = getattr(file, "fileno", None)
        if fileno is None:
            raise TypeError("argument must be an int, or have a fileno() method.")
        number = fileno()
        if not isinstance(number, int):
            raise TypeError("fileno() returned a non-integer")
    if number < 0:
        raise ValueError(f"file descriptor cannot be a negative integer ({number})")
    return number


def select(rlist, wlist, xlist, timeout=None, /):
    """Wait until some of the files can be read, written, or have an exceptional condition."""
    if timeout is not None:
        if not isinstance(timeout, (int, float)):
            raise TypeError("timeout must be a float or None")
        if timeout < 0:
            raise ValueError("timeout must be non-negative")
    wanted = {}
    lists = []
    for files, events in ((rlist, POLLIN), (wlist, POLLOUT), (xlist, POLLPRI)):
        try:
            numbered = [(_descriptor(file), file) for file in files]
        except TypeError as problem:
            if not hasattr(type(files), "__iter__"):
                raise TypeError("arguments 1-3 must be sequences") from None
            raise problem
        for number, _ in numbered:
            wanted[number] = wanted.get(number, 0) | events
        lists.append(numbered)
    found = dict(_poll(tuple(wanted.items()), timeout))
    for events in found.values():
        if events & POLLNVAL:
            raise OSError(9, "Bad file descriptor")
    readable, writable, exceptional = lists
    return ([file for number, file in readable if found.get(number, 0) & (POLLIN | POLLHUP | POLLERR)],
            [file for number, file in writable if found.get(number, 0) & (POLLOUT | POLLERR)],
            [file for number, file in exceptional if found.get(number, 0) & POLLPRI])


class poll:
    """The files one waits for, and what for."""

    __module__ = "select"

    def __init__(self):
        self._events = {}

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT, /):
        """Wait for these events of the file from now on."""
        self._events[_descriptor(fd)] = eventmask

    def modify(self, fd, eventmask, /):
        """Wait for other events of a file that is registered."""
        number = _descriptor(fd)
        if number not in self._events:
            raise FileNotFoundError(2, "No such file or directory")
        self._events[number] = eventmask

    def unregister(self, fd, /):
        """Wait for the file no more."""
        del self._events[_descriptor(fd)]

    def poll(self, timeout=None, /):
        """Wait, at most `timeout` milliseconds; return a list of (descriptor, events)."""
        if timeout is not None:
            timeout = None if timeout < 0 else timeout / 1000
        return _poll(tuple(self._events.items()), timeout)

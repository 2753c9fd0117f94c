"""Waiting for files and sockets, with data of one's own for each of them."""

import select
from abc import ABCMeta, abstractmethod
from collections import namedtuple
from collections.abc import Mapping

EVENT_READ = 1 << 0
EVENT_WRITE = 1 << 1

SelectorKey = namedtuple("SelectorKey", ["fileobj", "fd", "events", "data"])


def _descriptor(fileobj):
    if isinstance(fileobj, int):
        number = fileobj
    else:
        try:
            number = int(fileobj.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f"Invalid file object: {fileobj!r}") from None
    if number < 0:
        raise ValueError(f"Invalid file descriptor: {number}")
    return number


class _Files(Mapping):
    """From file object to key: the live view that get_map() returns."""

    def __init__(self, selector):
        self._selector = selector

    def __len__(self):
        return len(self._selector._keys)

    def __getitem__(self, fileobj):
        number = self._selector._number(fileobj)
        if number not in self._selector._keys:
            raise KeyError(f"{fileobj!r} is not registered") from None
        return self._selector._keys[number]

    def __iter__(self):
        return iter(self._selector._keys)


class BaseSelector(metaclass=ABCMeta):
    """What every selector can do."""

    @abstractmethod
    def register(self, fileobj, events, data=None):
        raise NotImplementedError

    @abstractmethod
    def unregister(self, fileobj):
        raise NotImplementedError

    def modify(self, fileobj, events, data=None):
        """Wait for other events of the file, or keep other data with it."""
        self.unregister(fileobj)
        return self.register(fileobj, events, data)

    @abstractmethod
    def select(self, timeout=None):
        raise NotImplementedError

    def close(self):
        """The selector waits for nothing any more."""

    def get_key(self, fileobj):
        """The key of a registered file."""
        mapping = self.get_map()
        if mapping is None:
            raise RuntimeError("Selector is closed")
        try:
            return mapping[fileobj]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None

    @abstractmethod
    def get_map(self):
        raise NotImplementedError

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class _KeyedSelector(BaseSelector):
    """Keeps the keys; how to wait is the subclass's."""

    def __init__(self):
        self._keys = {}
        self._map = _Files(self)

    def _number(self, fileobj):
        try:
            return _descriptor(fileobj)
        except ValueError:
            # A closed file is still found by identity, so that it can be unregistered.
            for key in self._keys.values():
                if key.fileobj is fileobj:
                    return key.fd
            raise

    def register(self, fileobj, events, data=None):
        if not events or events & ~(EVENT_READ | EVENT_WRITE):
            raise ValueError(f"Invalid events: {events!r}")
        key = SelectorKey(fileobj, self._number(fileobj), events, data)
        if key.fd in self._keys:
            raise KeyError(f"{fileobj!r} (FD {key.fd}) is already registered")
        self._keys[key.fd] = key
        return key

    def unregister(self, fileobj):
        try:
            return self._keys.pop(self._number(fileobj))
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None

    def close(self):
        self._keys.clear()
        self._map = None

    def get_map(self):
        return self._map

    def _found(self, events_by_number):
        ready = []
        for number, events in events_by_number:
            key = self._keys.get(number)
            if key is not None and events & key.events:
                ready.append((key, events & key.events))
        return ready


class SelectSelector(_KeyedSelector):
    """Waits with select()."""

    def select(self, timeout=None):
        timeout = None if timeout is None else max(timeout, 0)
        readers = [number for number, key in self._keys.items() if key.events & EVENT_READ]
        writers = [number for number, key in self._keys.items() if key.events & EVENT_WRITE]
        readable, writable, _ = select.select(readers, writers, [], timeout)
        found = dict.fromkeys(readable, EVENT_READ)
        for number in writable:
            found[number] = found.get(number, 0) | EVENT_WRITE
        return self._found(found.items())


class PollSelector(_KeyedSelector):
    """Waits with poll()."""

    def select(self, timeout=None):
        poller = select.poll()
        for number, key in self._keys.items():
            poller.register(number, (select.POLLIN if key.events & EVENT_READ else 0)
                            | (select.POLLOUT if key.events & EVENT_WRITE else 0))
        found = []
        for number, events in poller.poll(None if timeout is None else max(timeout, 0) * 1000):
            found.append((number, (EVENT_WRITE if events & ~select.POLLIN else 0)
                          | (EVENT_READ if events & ~select.POLLOUT else 0)))
        return self._found(found)


DefaultSelector = PollSelector

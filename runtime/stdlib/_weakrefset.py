"""WeakSet, in a module of its own because modules that weakref needs want it."""

from _weakref import ref
from collections.abc import MutableSet

__all__ = ["WeakSet"]


class WeakSet(MutableSet):
    """A set of objects that it does not keep alive.

    Each step is one step of the set of references inside. Loops go over those that were there when they began.
    """

    def __init__(self, data=None):
        self.data = set()
        if data is not None:
            self.update(data)

    def _remove(self, reference):
        # What is dead equals nothing but itself, and its hash is known.
        self.data.discard(reference)

    def _live(self):
        return [item for reference in list(self.data) if (item := reference()) is not None]

    def __iter__(self):
        for reference in list(self.data):
            item = reference()
            if item is not None:
                yield item
                del item

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        try:
            reference = ref(item)
        except TypeError:
            return False
        return reference in self.data

    def __reduce__(self):
        return self.__class__, (self._live(),), getattr(self, "__dict__", None) and {
            name: value for name, value in vars(self).items() if name != "data"} or None

    def __repr__(self):
        return repr(self.data)

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def clear(self):
        self.data.clear()

    def copy(self):
        return self.__class__(self)

    def pop(self):
        while True:
            try:
                reference = self.data.pop()
            except KeyError:
                raise KeyError("pop from empty WeakSet") from None
            item = reference()
            if item is not None:
                return item

    def remove(self, item):
        self.data.remove(ref(item))

    def discard(self, item):
        self.data.discard(ref(item))

    def update(self, other):
        for item in other:
            self.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def union(self, other):
        made = self.copy()
        made.update(other)
        return made

    def difference(self, other):
        made = self.copy()
        made.difference_update(other)
        return made

    def difference_update(self, other):
        if other is self:
            self.clear()
        else:
            self.data.difference_update([ref(item) for item in other])

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def intersection(self, other):
        return self.__class__(item for item in other if item in self)

    def intersection_update(self, other):
        self.data.intersection_update([ref(item) for item in other])

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def symmetric_difference(self, other):
        made = self.copy()
        made.symmetric_difference_update(other)
        return made

    def symmetric_difference_update(self, other):
        if other is self:
            self.clear()
        else:
            self.data.symmetric_difference_update([ref(item, self._remove) for item in other])

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self

    def issubset(self, other):
        return self.data.issubset([ref(item) for item in other])

    def issuperset(self, other):
        return self.data.issuperset([ref(item) for item in other])

    def isdisjoint(self, other):
        return self.data.isdisjoint([ref(item) for item in other])

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self.data == set(map(ref, other))

    def __lt__(self, other):
        return self.data < set(map(ref, other))

    def __gt__(self, other):
        return self.data > set(map(ref, other))

    __le__ = issubset
    __ge__ = issuperset
    __or__ = union
    __sub__ = difference
    __and__ = intersection
    __xor__ = symmetric_difference
    __class_getitem__ = classmethod(type(list[int]))

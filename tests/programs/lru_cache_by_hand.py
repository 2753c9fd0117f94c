"""LRU cache twice: with a doubly linked list, and with OrderedDict; then functools' own."""
from collections import OrderedDict
from functools import lru_cache
import threading


class Node:
    __slots__ = "key", "value", "prev", "next"

    def __init__(self, key=None, value=None):
        self.key, self.value = key, value
        self.prev = self.next = None


class LinkedLRU:
    def __init__(self, capacity: int):
        self.capacity = capacity
        self.cache: dict[int, Node] = {}
        self.head, self.tail = Node(), Node()
        self.head.next, self.tail.prev = self.tail, self.head

    def _remove(self, node: Node) -> None:
        node.prev.next, node.next.prev = node.next, node.prev

    def _add(self, node: Node) -> None:
        last = self.tail.prev
        last.next = self.tail.prev = node
        node.prev, node.next = last, self.tail

    def get(self, key: int) -> int:
        if key not in self.cache:
            return -1
        node = self.cache[key]
        self._remove(node)
        self._add(node)
        return node.value

    def put(self, key: int, value: int) -> None:
        if (old := self.cache.get(key)) is not None:
            self._remove(old)
        node = self.cache[key] = Node(key, value)
        self._add(node)
        if len(self.cache) > self.capacity:
            lru = self.head.next
            self._remove(lru)
            del self.cache[lru.key]

    def __iter__(self):
        node = self.head.next
        while node is not self.tail:
            yield node.key, node.value
            node = node.next


class LRU(OrderedDict):
    'Limit size, evicting the least recently looked-up key when full'

    def __init__(self, maxsize=128, /, *args, **kwds):
        self.maxsize = maxsize
        self.lock = threading.RLock()
        super().__init__(*args, **kwds)

    def __getitem__(self, key):
        with self.lock:
            value = super().__getitem__(key)
            self.move_to_end(key)
            return value

    def __setitem__(self, key, value):
        with self.lock:
            super().__setitem__(key, value)
            if len(self) > self.maxsize:
                oldest = next(iter(self))
                del self[oldest]


cache = LinkedLRU(2)
cache.put(1, 1)
cache.put(2, 2)
print(cache.get(1), end=" ")
cache.put(3, 3)
print(cache.get(2), end=" ")
cache.put(4, 4)
print(*(cache.get(k) for k in (1, 3, 4)))
print(list(cache))

lru = LRU(3, a=1, b=2)
lru["c"] = 3
lru["a"]
lru["d"] = 4
print(lru)
print(list(lru.items()), "b" in lru)


@lru_cache(maxsize=32)
def steps(n):
    return 0 if n == 1 else 1 + steps(n // 2 if n % 2 == 0 else 3 * n + 1)


print([steps(n) for n in range(1, 12)])
print(steps.cache_info())
steps.cache_clear()
print(steps.cache_info(), steps.cache_parameters())

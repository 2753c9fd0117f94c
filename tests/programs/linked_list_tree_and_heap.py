"""Data structures: linked list, binary search tree, AVL rotations, trie, ring buffer, min-heap, graph of nodes."""
from __future__ import annotations
from collections.abc import Iterable, Iterator, MutableSequence, Mapping
from typing import Generic, Optional, TypeVar

T = TypeVar("T")


class Node(Generic[T]):
    def __init__(self, value: T, next: Optional[Node[T]] = None):
        self.value, self.next = value, next


class LinkedList(MutableSequence):
    def __init__(self, items: Iterable = ()):
        self.head, self._size = None, 0
        self.extend(items)

    def _nodes(self) -> Iterator[Node]:
        node = self.head
        while node:
            yield node
            node = node.next

    def _node(self, index):
        if index < 0:
            index += self._size
        if not 0 <= index < self._size:
            raise IndexError("list index out of range")
        for i, node in enumerate(self._nodes()):
            if i == index:
                return node

    def __getitem__(self, index): return self._node(index).value
    def __setitem__(self, index, value): self._node(index).value = value
    def __len__(self): return self._size

    def __delitem__(self, index):
        node = self._node(index)
        if node is self.head:
            self.head = node.next
        else:
            previous = next(n for n in self._nodes() if n.next is node)
            previous.next = node.next
        self._size -= 1

    def insert(self, index, value):
        if index <= 0 or self.head is None:
            self.head = Node(value, self.head)
        else:
            node = self._node(min(index, self._size) - 1)
            node.next = Node(value, node.next)
        self._size += 1

    def reverse(self):
        previous = None
        node = self.head
        while node:
            node.next, previous, node = previous, node, node.next
        self.head = previous

    def __repr__(self):
        return " -> ".join([repr(n.value) for n in self._nodes()] + ["None"])


l = LinkedList([3, 1, 2])
l.append(9), l.insert(1, 7)
print(l, len(l), l[-1], 7 in l, l.index(2), l.count(1))
l.reverse()
del l[0]
l[0] = "two"
print(l, l.pop(), l.pop(0), list(reversed(l)))
l += [5, 6]
l.remove(7)
print(l, isinstance(l, MutableSequence))
try:
    l[10]
except IndexError as e:
    print("IndexError:", e)


class AVL(Mapping):
    class _N:
        __slots__ = "key", "value", "left", "right", "height"

        def __init__(self, key, value):
            self.key, self.value = key, value
            self.left = self.right = None
            self.height = 1

    def __init__(self, items=()):
        self.root, self.size, self.rotations = None, 0, 0
        for k, v in items:
            self[k] = v

    @staticmethod
    def _h(n): return n.height if n else 0

    def _fix(self, n):
        n.height = 1 + max(self._h(n.left), self._h(n.right))
        balance = self._h(n.left) - self._h(n.right)
        if balance > 1:
            if self._h(n.left.left) < self._h(n.left.right):
                n.left = self._rotate(n.left, "right", "left")
            return self._rotate(n, "left", "right")
        if balance < -1:
            if self._h(n.right.right) < self._h(n.right.left):
                n.right = self._rotate(n.right, "left", "right")
            return self._rotate(n, "right", "left")
        return n

    def _rotate(self, n, up, down):
        self.rotations += 1
        top = getattr(n, up)
        setattr(n, up, getattr(top, down))
        setattr(top, down, n)
        for node in (n, top):
            node.height = 1 + max(self._h(node.left), self._h(node.right))
        return top

    def __setitem__(self, key, value):
        def insert(n):
            if n is None:
                self.size += 1
                return self._N(key, value)
            if key == n.key:
                n.value = value
            elif key < n.key:
                n.left = insert(n.left)
            else:
                n.right = insert(n.right)
            return self._fix(n)
        self.root = insert(self.root)

    def __getitem__(self, key):
        n = self.root
        while n and n.key != key:
            n = n.left if key < n.key else n.right
        if n is None:
            raise KeyError(key)
        return n.value

    def __iter__(self):
        def walk(n):
            if n:
                yield from walk(n.left)
                yield n.key
                yield from walk(n.right)
        return walk(self.root)

    def __len__(self): return self.size


tree = AVL((k, k * k) for k in range(1, 64))
print(len(tree), tree.root.height, tree.rotations, list(tree)[:5], tree[8], 100 in tree, tree.get(100, "none"))
print(dict(list(tree.items())[-2:]), list(tree.values())[:3], tree == {k: k * k for k in range(1, 64)})
try:
    tree["x"]
except (KeyError, TypeError) as e:
    print(type(e).__name__, e)


class Trie:
    def __init__(self, *words):
        self.root = {}
        for w in words:
            self.add(w)

    def add(self, word):
        node = self.root
        for c in word:
            node = node.setdefault(c, {})
        node["$"] = True

    def __contains__(self, word):
        node = self.root
        for c in word:
            if c not in node:
                return False
            node = node[c]
        return "$" in node

    def starting(self, prefix):
        node = self.root
        for c in prefix:
            node = node.get(c, {})

        def walk(n, path):
            for c in sorted(n):
                if c == "$":
                    yield path
                else:
                    yield from walk(n[c], path + c)
        return list(walk(node, prefix))


trie = Trie("car", "cart", "carbon", "cat", "dog")
print("car" in trie, "ca" in trie, trie.starting("car"), trie.starting("x"), trie.starting(""))


class RingBuffer(Generic[T]):
    def __init__(self, size: int):
        self.data: list[T | None] = [None] * size
        self.at = 0

    def push(self, x: T) -> None:
        self.data[self.at % len(self.data)] = x
        self.at += 1

    def __iter__(self):
        n = min(self.at, len(self.data))
        return (self.data[i % len(self.data)] for i in range(self.at - n, self.at))


ring: RingBuffer[int] = RingBuffer(3)
for i in range(5):
    ring.push(i)
print(*ring, RingBuffer[int], Node[str])


class MinHeap:
    def __init__(self, items=()):
        self.a = list(items)
        for i in reversed(range(len(self.a) // 2)):
            self._down(i)

    def _down(self, i):
        while (c := 2 * i + 1) < len(self.a):
            c += c + 1 < len(self.a) and self.a[c + 1] < self.a[c]
            if self.a[i] <= self.a[c]:
                break
            self.a[i], self.a[c] = self.a[c], self.a[i]
            i = c

    def push(self, x):
        self.a.append(x)
        i = len(self.a) - 1
        while i and self.a[i] < self.a[p := (i - 1) // 2]:
            self.a[i], self.a[p] = self.a[p], self.a[i]
            i = p

    def pop(self):
        top, last = self.a[0], self.a.pop()
        if self.a:
            self.a[0] = last
            self._down(0)
        return top


h = MinHeap([5, 2, 8, 1])
h.push(0), h.push(7)
print([h.pop() for _ in range(6)], h.a)

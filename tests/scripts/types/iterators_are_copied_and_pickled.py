import copy
import itertools as it
import operator
import pickle
from array import array
from collections import deque


def is_small(x):
    return x < 3


class Counting:
    def __getitem__(self, index):
        if index < 4:
            return index * index
        raise IndexError


MAKERS = {
    "list": lambda: iter([1, 2, 3, 4]),
    "reversed list": lambda: reversed([1, 2, 3, 4]),
    "tuple": lambda: iter((1, 2, 3)),
    "reversed tuple": lambda: reversed((1, 2, 3)),
    "str": lambda: iter("abc"),
    "wide str": lambda: iter("aé€"),
    "bytes": lambda: iter(b"abc"),
    "bytearray": lambda: iter(bytearray(b"abc")),
    "array": lambda: iter(array("i", [1, 2, 3])),
    "deque": lambda: iter(deque([1, 2, 3])),
    "reversed deque": lambda: reversed(deque([1, 2, 3])),
    "dict": lambda: iter({1: 2, 3: 4, 5: 6}),
    "values": lambda: iter({1: 2, 3: 4, 5: 6}.values()),
    "items": lambda: iter({1: 2, 3: 4, 5: 6}.items()),
    "reversed items": lambda: reversed({1: 2, 3: 4, 5: 6}.items()),
    "set": lambda: iter({1, 2, 3}),
    "range": lambda: iter(range(10, 20, 3)),
    "reversed range": lambda: reversed(range(10, 20, 3)),
    "long range": lambda: iter(range(10**30, 10**30 + 9, 4)),
    "reversed long range": lambda: reversed(range(10**30, 10**30 + 9, 4)),
    "enumerate": lambda: enumerate("abc", 10**20),
    "zip": lambda: zip([1, 2, 3], "abc"),
    "strict zip": lambda: zip([1, 2, 3], "abc", strict=True),
    "map": lambda: map(operator.add, [1, 2, 3], [10, 20, 30]),
    "filter": lambda: filter(is_small, [1, 5, 2, 6, 0]),
    "accumulate": lambda: it.accumulate([1, 2, 3, 4]),
    "accumulate from": lambda: it.accumulate([1, 2, 3], operator.mul, initial=5),
    "chain": lambda: it.chain([1, 2], "ab", (3,)),
    "combinations": lambda: it.combinations("abcd", 2),
    "combinations again": lambda: it.combinations_with_replacement("abc", 2),
    "compress": lambda: it.compress("abcdef", [1, 0, 1, 1, 0, 1]),
    "count": lambda: it.islice(it.count(7), 5),
    "count by": lambda: it.islice(it.count(0.5, 2), 5),
    "cycle": lambda: it.islice(it.cycle("abc"), 8),
    "dropwhile": lambda: it.dropwhile(is_small, [1, 2, 5, 1, 2]),
    "filterfalse": lambda: it.filterfalse(is_small, [1, 5, 2, 6, 0]),
    "islice": lambda: it.islice("abcdefgh", 1, 7, 2),
    "permutations": lambda: it.permutations("abc"),
    "product": lambda: it.product("ab", [1, 2], repeat=1),
    "repeat": lambda: it.repeat("x", 4),
    "starmap": lambda: it.starmap(pow, [(2, 3), (3, 2), (4, 1)]),
    "takewhile": lambda: it.takewhile(is_small, [1, 2, 1, 5, 1]),
    "tee": lambda: it.tee("abcd")[1],
    "zip_longest": lambda: it.zip_longest("ab", [1, 2, 3], fillvalue="-"),
    "sequence": lambda: iter(Counting()),
}

for name, make in MAKERS.items():
    expected = list(make())
    fine = True
    for taken in range(len(expected) + 1):
        iterator = make()
        for _ in range(taken):
            next(iterator)
        if taken == len(expected):
            fine = fine and next(iterator, None) is None
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            twin = pickle.loads(pickle.dumps(iterator, protocol))
            rest = list(twin)
            fine = fine and rest == expected[taken:]
        fine = fine and list(copy.deepcopy(iterator)) == expected[taken:]
        fine = fine and list(copy.copy(iterator)) == expected[taken:]
    print(name, type(make()).__name__, fine, len(expected))

# What they are taken apart into.
words = iter(["a", "b"])
next(words)
print(words.__reduce__(), operator.length_hint(words))
words.__setstate__(100)
print(list(words), words.__reduce__())
steps = iter(range(10, 20, 3))
next(steps)
print(steps.__reduce__(), reversed(range(3)).__reduce__(), iter({1: 2}).__reduce__())
print(it.product("ab", repeat=2).__reduce__(), it.count(3).__reduce__(), it.count(3, 2).__reduce__())
print(zip(strict=True).__reduce__(), it.repeat(1).__reduce__())
for state in (1, ()), (), ([], 5), None:
    try:
        it.chain().__setstate__(state)
        print("taken")
    except TypeError as error:
        print("TypeError")

groups = it.groupby("aabbb")
next(groups)
key, group = next(groups)
next(group)
twin = pickle.loads(pickle.dumps(group))
print(key, list(group), list(twin))
print(pickle.loads(pickle.dumps([range(1, 9, 2), slice(1, None, 2)])))

ring = it.cycle("ab")
next(ring)
print(list(it.islice(copy.deepcopy(ring), 5)))
print(operator.length_hint(it.repeat(None), 12), operator.length_hint(object(), 3))


class Pairs(it.starmap):
    def __init__(self, *args, note=None):
        self.note = note


print(list(Pairs(pow, [(2, 2)], note="x")))
for wrong in (lambda: it.starmap(pow, [], extra=1), lambda: zip([], extra=1), lambda: it.cycle([], []), lambda: it.tee([], -1)):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(type(error).__name__)

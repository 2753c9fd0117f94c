"""All the textbook sorts, checked against sorted()."""
import random
from functools import cmp_to_key
from operator import itemgetter, attrgetter


def bubble(a):
    a = list(a)
    for end in range(len(a) - 1, 0, -1):
        swapped = False
        for i in range(end):
            if a[i] > a[i + 1]:
                a[i], a[i + 1] = a[i + 1], a[i]
                swapped = True
        if not swapped:
            break
    return a


def insertion(a):
    a = list(a)
    for i in range(1, len(a)):
        key, j = a[i], i - 1
        while j >= 0 and a[j] > key:
            a[j + 1] = a[j]
            j -= 1
        a[j + 1] = key
    return a


def selection(a):
    a = a[:]
    for i in range(len(a)):
        m = min(range(i, len(a)), key=a.__getitem__)
        a[i], a[m] = a[m], a[i]
    return a


def merge(a):
    if len(a) <= 1:
        return a
    mid = len(a) // 2
    left, right = merge(a[:mid]), merge(a[mid:])
    out, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            out.append(left[i]); i += 1
        else:
            out.append(right[j]); j += 1
    return out + left[i:] + right[j:]


def quick(a):
    if not a:
        return []
    pivot, *rest = a
    return [*quick([x for x in rest if x < pivot]), pivot, *quick([x for x in rest if x >= pivot])]


def heap(a):
    a = list(a)

    def sift(start, end):
        root = start
        while (child := 2 * root + 1) <= end:
            if child + 1 <= end and a[child] < a[child + 1]:
                child += 1
            if a[root] < a[child]:
                a[root], a[child] = a[child], a[root]
                root = child
            else:
                return

    n = len(a)
    for start in range((n - 2) // 2, -1, -1):
        sift(start, n - 1)
    for end in range(n - 1, 0, -1):
        a[end], a[0] = a[0], a[end]
        sift(0, end - 1)
    return a


def counting(a):
    lo, hi = min(a), max(a)
    counts = [0] * (hi - lo + 1)
    for x in a:
        counts[x - lo] += 1
    return [x + lo for x, c in enumerate(counts) for _ in range(c)]


def radix(a, base=10):
    shift = -min(a)
    a = [x + shift for x in a]
    exp = 1
    while max(a) // exp > 0:
        buckets = [[] for _ in range(base)]
        for x in a:
            buckets[(x // exp) % base].append(x)
        a = sum(buckets, [])
        exp *= base
    return [x - shift for x in a]


random.seed(42)
data = [random.randint(-50, 50) for _ in range(60)]
for algorithm in (bubble, insertion, selection, merge, quick, heap, counting, radix):
    result = algorithm(data[:])
    print(f"{algorithm.__name__:<10} {'ok' if result == sorted(data) else 'WRONG'} {result[:4]}...{result[-2:]}")

students = [("john", "A", 15), ("jane", "B", 12), ("dave", "B", 10), ("adam", "A", 12)]
print(sorted(students, key=itemgetter(1, 2)))
print(sorted(students, key=lambda s: (-s[2], s[0])))
print(sorted(sorted(students, key=itemgetter(0)), key=itemgetter(1), reverse=True))
print(sorted("This is a Test string from Andrew".split(), key=str.lower))
print(sorted([5, 3, 9], key=cmp_to_key(lambda x, y: (y > x) - (y < x))))


class Card:
    ranks = "23456789TJQKA"

    def __init__(self, text):
        self.rank, self.suit = text

    @property
    def value(self):
        return self.ranks.index(self.rank)

    def __repr__(self):
        return self.rank + self.suit


hand = [Card(c) for c in "Ts 3h Kd 3c Ah".split()]
hand.sort(key=attrgetter("value", "suit"))
print(hand)
try:
    sorted([3, "a", None])
except TypeError as e:
    print("TypeError:", e)
try:
    [1, 2].sort(lambda x: x)
except TypeError as e:
    print("TypeError:", e)

# seconds: 120
from _crew import check, run

pairs = set()
count = [0] * 8


def add_pair(me):
    count[me] += 1
    n = count[me] % 40 + 1
    global pairs
    pairs |= {n, -n}
    pairs.update({n + 100, -n - 100})


def remove_pair(me):
    count[me] += 1
    n = count[me] % 40 + 1
    pairs.difference_update({n, -n})
    pairs.__isub__({n + 100, -n - 100})
    if count[me] % 500 == 0:
        pairs.clear()


def look_at_pairs(me):
    for seen in (list(pairs), tuple(pairs), sorted(pairs), pairs.copy(), frozenset(pairs), pairs | set(), {*pairs},
                 pairs - {0}, pairs & pairs.copy()):
        check(sum(seen) == 0, "half a pair", seen)
    check(sum(pairs) == 0, "half a pair in the sum")
    7 in pairs, len(pairs), pairs <= {1, 2}, repr(pairs), pairs.isdisjoint([1000])


print(run(add_pair, remove_pair, look_at_pairs, look_at_pairs))  # expect: []

bag, put, got = set(), [0] * 8, [[] for _ in range(8)]


def fill(me):
    put[me] += 1
    bag.add((me, put[me]))


def drain(me):
    try:
        got[me].append(bag.pop())
    except KeyError as e:
        check(str(e) == "'pop from an empty set'", e)


print(run(fill, drain))  # expect: []
everything = [*bag, *(item for some in got for item in some)]
print(len(everything) == len(set(everything)) == sum(put))  # expect: True


# Keys that compare in Python: their __eq__ runs without the set's lock, and yet none is in it twice.
class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 3

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n


slow, turn = set(), [0] * 8


def add_slowly(me):
    turn[me] += 1
    slow.add(Key(turn[me] % 12))
    if turn[me] % 5 == 0:
        slow.discard(Key(turn[me] * 7 % 12))
    numbers = [key.n for key in list(slow)]
    check(len(numbers) == len(set(numbers)), "a key is there twice", numbers)


print(run(add_slowly))  # expect: []

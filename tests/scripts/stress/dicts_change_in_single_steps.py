# seconds: 120
import threading
from _crew import check, run

twins = {"a": 0, "b": 0}
count = [0] * 8


def update(me):
    count[me] += 1
    n = count[me] * 8 + me
    twins.update({"a": n, "b": n})
    twins.update(b=-n, a=-n)
    twins.__ior__({"b": n, "a": n})


def look_at_twins(me):
    for seen in (twins.copy(), dict(twins), {**twins}, dict(twins.items()), twins | {}):
        check(seen["a"] == seen["b"], "unlike twins", seen)
    one, other = sorted(twins.values())
    check(one == other, "unlike values")
    check(sum(twins.values()) % 2 == 0, "an odd sum")
    check(tuple(twins) == tuple(twins.keys()) == ("a", "b"), "other keys")


print(run(update, update, look_at_twins))  # expect: []

table = {}


def write(me):
    count[me] += 1
    n = count[me]
    table[n % 97] = n % 97
    table[f"k{n % 31}"] = f"k{n % 31}"
    table[n % 13, me % 2] = (n % 13, me % 2)
    table.pop(n % 53, None)
    table.pop((n % 7, 0), None)
    if n % 11 == 0:
        try:
            key, value = table.popitem()
            check(key == value, "a torn item", key, value)
        except KeyError:
            pass
    if n % 1000 == 0:
        table.clear()


def look_at_table(me):
    for key, value in list(table.items()):
        check(key == value, "a torn item", key, value)
    check(all(key == value for key, value in sorted(table.items(), key=repr)), "a torn item")
    for seen in (list(table), tuple(table.keys()), set(table), frozenset(table.values()), [*table], {*table.values()}):
        check(len(seen) <= 97 + 31 + 26, "too many", len(seen))
    any(table), all(table.values()), len(table), 5 in table, table.get("k3"), str(table), repr(table.items())
    "".join(map(str, list(table)))
    copy = table.copy()
    check(copy == dict(copy), "a strange copy")


print(run(write, write, look_at_table))  # expect: []

# Of all that set the same key by default, one wins, and all get what it set.
for turn in range(30):
    winners, start = [], threading.Barrier(8)
    contest = {}

    def claim():
        mine = object()
        start.wait()
        winners.append(contest.setdefault("key", mine))

    threads = [threading.Thread(target=claim) for _ in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    if len(set(map(id, winners))) != 1 or len(winners) != 8:
        print("several winners")
        break
print(len(contest))  # expect: 1

# What is put in comes out once.
store = {}
put, got = [0] * 8, [[] for _ in range(8)]


def fill(me):
    put[me] += 1
    store[me, put[me]] = put[me]


def drain(me):
    try:
        got[me].append(store.popitem()[0])
    except KeyError:
        pass
    for key in list(store)[:3]:
        if store.pop(key, None) is not None:
            got[me].append(key)


print(run(fill, drain))  # expect: []
everything = [*store, *(key for some in got for key in some)]
print(len(everything) == len(set(everything)) == sum(put))  # expect: True


# Keys that compare in Python: their __eq__ runs without the dict's lock.
class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 3

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n


slow = {}


def write_slow(me):
    count[me] += 1
    n = count[me] % 12
    slow[Key(n)] = n
    check(slow.get(Key(n), n) == n, "another value")
    if count[me] % 3 == 0:
        slow.pop(Key(n), None)
    for key, value in list(slow.items()):
        check(key.n == value, "a torn item")


print(run(write_slow))  # expect: []
print(len(slow) == len({key.n for key in slow}))  # expect: True

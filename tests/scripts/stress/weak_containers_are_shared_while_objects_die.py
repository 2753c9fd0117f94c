# cpython: skip its weak containers are for one thread at a time
# seconds: 120
import itertools
import weakref
from _crew import check, run
from _pairs import Pair, collect, numbers, whole


# While somebody holds the value of a key, it is the value of that key for all.
values, keys, members = weakref.WeakValueDictionary(), weakref.WeakKeyDictionary(), weakref.WeakSet()


def share(me):
    key = next(numbers) % 7
    pair = values.setdefault(key, Pair(key))
    check(whole(pair).number == key)
    for _ in range(5):
        check(values[key] is pair and values.get(key) is pair and key in values, key)
    check(all(whole(value).number == key for key, value in values.items()))


print(run(share, share, share, collect))  # expect: []


# What is in a set or is a key stays as long as it is held.
def gather(me):
    pair = Pair(next(numbers))
    members.add(pair)
    keys[pair] = pair.number
    check(pair in members and keys[pair] == pair.number and keys.setdefault(pair, None) == pair.number)
    for other in itertools.islice(members, 10):
        whole(other)
    for other, number in itertools.islice(keys.items(), 10):
        check(whole(other).number == number)
    if pair.number % 2:
        members.discard(pair)
        check(keys.pop(pair) == pair.number and pair not in members and pair not in keys)


print(run(gather, gather, gather, collect))  # expect: []

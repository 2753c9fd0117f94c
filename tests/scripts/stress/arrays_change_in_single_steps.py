# seconds: 120
from array import array

from _crew import check, run

pairs = array("i")


def add_pair(me):
    pairs.extend(array("i", [me, me]))
    pairs[len(pairs):] = array("i", [me, me])
    pairs.frombytes(array("i", [me, me]).tobytes())


def remove_pair(me):
    del pairs[:2]
    if len(pairs) > 200:
        del pairs[:]


def look_at_pairs(me):
    for seen in (pairs[:], pairs.tolist(), pairs + array("i"), pairs * 1, array("i", pairs.tobytes())):
        check(len(seen) % 2 == 0, "half a pair", seen)
        check(list(seen[::2]) == list(seen[1::2]), "two halves", seen)
    check(repr(pairs).startswith("array('i'"), "another repr")


print(run(add_pair, add_pair, remove_pair, look_at_pairs))  # expect: []

# What is put in comes out once, whatever rewrites the whole meanwhile.
bag, taken, made = array("q"), [[] for _ in range(8)], [0] * 8


def put(me):
    made[me] += 1
    if made[me] % 2:
        bag.append(made[me] * 8 + me)
    else:
        bag.insert(-1, made[me] * 8 + me)


def take(me):
    try:
        taken[me].append(bag.pop() if len(taken[me]) % 3 else bag.pop(0))
    except IndexError as error:
        check(str(error) == "pop from empty array", error)


def rewrite(me):
    bag.__imul__(1)
    bag.reverse()


print(run(put, put, take, rewrite))  # expect: []
everything = list(bag) + [item for some in taken for item in some]
print(len(everything) == len(set(everything)) == sum(made))  # expect: True

# A slice with a step is written in one step: what lies between its items keeps what others put there.
row = array("i", [0] * 64)
steps = [0] * 8


def write_even(me):
    row[::2] = array("i", [me] * 32)


def write_odd(me):
    place = me * 2 + 1
    check(row[place] == steps[me], "a write is lost", row[place], steps[me])
    steps[me] = (steps[me] + 1) % 10000
    row[place] = steps[me]


print(run(write_even, write_odd, write_odd, write_odd))  # expect: []

# remove() takes out what it has found, however much others move it; every thread has one item of its own.
own = array("i", range(100, 108))


def remove_own(me):
    own.remove(100 + me)
    own.insert(me % 3, 100 + me)
    check(own.tolist().count(100 + me) == 1, "it is there twice, or not at all")


print(run(remove_own), sorted(own))  # expect: [] [100, 101, 102, 103, 104, 105, 106, 107]

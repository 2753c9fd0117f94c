# seconds: 120
import gc
import weakref
from _crew import check, run
from _pairs import Pair, collect, numbers, whole


# What a reference gives is whole and lives: as long as somebody holds it, every reference to it gives it.
places = [weakref.ref(Pair) for _ in range(64)]


def publish(me):
    for _ in range(20):
        pair = Pair(next(numbers))
        reference = weakref.ref(pair)
        places[pair.number % 64] = reference
        check(reference() is pair and weakref.ref(pair) is reference)


def follow(me):
    for reference in places[me::4]:
        pair = reference()
        if pair is not None and pair is not Pair:
            again = weakref.ref(whole(pair))
            check(reference() is again() is pair and again is reference and weakref.getweakrefcount(pair) <= 2)
            check(weakref.proxy(pair).twice == 2 * pair.number)


print(run(publish, follow, follow, collect))  # expect: []

# Who dies is told of once to each reference, and nobody is told of the living.
kept, told, living = [], [], [Pair(n) for n in range(8)]


def refer(me):
    place = me if me % 3 == 0 else None
    pair = Pair(next(numbers)) if place is None else living[place]
    kept.append((place, weakref.ref(pair, told.append), weakref.ref(pair, told.append)))


print(run(refer, refer, refer, collect))  # expect: []
gc.collect()
references = [reference for _, *two in kept for reference in two]
dead = [reference for reference in references if reference() is None]
print(len(told) == len(set(map(id, told))) == len(dead) > 0 and set(map(id, told)) == set(map(id, dead)))  # expect: True
print(all(a() is b() for _, a, b in kept))                                                             # expect: True
print(all(a() is b() is living[place] for place, a, b in kept if place is not None))                   # expect: True
kept.clear(), told.clear(), references.clear(), dead.clear()

# Each finalizer runs once, whoever calls it.
calls = []


def finish(me):
    pair = Pair(next(numbers))
    finalizer = weakref.finalize(pair, calls.append, pair.number)
    if pair.number % 2:
        finalizer()


print(run(finish, finish, finish, collect))  # expect: []
made = calls[:]                              # there are still some to die
print(len(made) == len(set(made)) > 0)       # expect: True

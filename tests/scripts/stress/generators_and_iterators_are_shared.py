# seconds: 120
import itertools
from _crew import check, run


def numbers():
    n = 0
    while True:
        n += 1
        yield n


source = numbers()
got = [[] for _ in range(8)]
busy = [0] * 8


def draw(me):
    try:
        got[me].append(next(source))
    except ValueError as e:
        check(str(e) == "generator already executing", e)
        busy[me] += 1


print(run(draw))  # expect: []
everything = sorted(n for some in got for n in some)
print(everything == list(range(1, len(everything) + 1)))  # expect: True


# Iterators may give an item twice or leave one out when threads share them, but nothing that is not there.
items = list(range(1000))
shared = {}


def refresh(me):
    shared["list"] = iter(items)
    shared["tuple"] = iter(tuple(items))
    shared["dict"] = iter(dict.fromkeys(items))
    shared["set"] = iter(set(items))
    shared["range"] = iter(range(1000))
    shared["zip"] = zip(items, items)
    shared["enumerate"] = enumerate(items)
    shared["map"] = map(abs, items)
    shared["reversed"] = reversed(items)
    shared["cycle"] = itertools.cycle(items)
    shared["chain"] = itertools.chain(items, items)
    shared["str"] = iter("0123456789" * 50)


refresh(0)


def advance(me):
    for name, iterator in list(shared.items()):
        for _ in range(5):
            item = next(iterator, None)
            if item is None:
                break
            if isinstance(item, tuple):
                check(all(type(part) is int and 0 <= part < 10**6 for part in item), name, item)
            else:
                check(0 <= int(item) < 1000, name, item)


print(run(refresh, advance, advance, advance))  # expect: []


# A generator that is closed, thrown into and collected while others would run it.
def guarded(log):
    try:
        while True:
            yield 1
    except KeyError:
        yield 2
    finally:
        log.append("end")


box = [guarded([])]


def replace(me):
    log = []
    fresh = guarded(log)
    next(fresh)
    old, box[0] = box[0], fresh
    try:
        old.close()
    except ValueError:
        pass


def use(me):
    try:
        value = next(box[0]) if me % 3 else box[0].throw(KeyError("k"))
        check(value in (1, 2), value)
    except (StopIteration, KeyError):
        pass
    except ValueError as e:
        check(str(e) == "generator already executing", e)


print(run(replace, use, use, use))  # expect: []


# Whoever gets a number from a shared generator is the only one who gets it.
def numbers():
    n = 0
    while True:
        n += 1
        yield n


source, got = numbers(), [[] for _ in range(8)]


def draw(me):
    for _ in range(20):
        try:
            got[me].append(next(source))
        except ValueError as e:
            check(str(e) == "generator already executing", e)


print(run(draw))  # expect: []
drawn = [n for some in got for n in some]
print(len(drawn) == len(set(drawn)) == next(source) - 1)  # expect: True

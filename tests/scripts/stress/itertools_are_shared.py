# seconds: 120
# cpython: skip without its lock some of these crash CPython; with it they may raise
# Whoever shares an iterator of itertools gets items of it, however the threads interleave.
import itertools
from _crew import check, run

shared = {}


def refresh(me):
    shared["product"] = itertools.product(range(5), repeat=3)
    shared["permutations"] = itertools.permutations(range(6), 3)
    shared["combinations"] = itertools.combinations(range(8), 3)
    shared["with replacement"] = itertools.combinations_with_replacement(range(5), 3)
    shared["islice"] = itertools.islice(itertools.count(), 5, 500, 3)
    shared["zip_longest"] = itertools.zip_longest(range(50), range(20), range(50))
    shared["accumulate"] = itertools.accumulate(range(100))
    shared["pairwise"] = itertools.pairwise(range(100))
    shared["compress"] = itertools.compress(range(100), itertools.cycle([1, 0]))
    shared["chain"] = itertools.chain.from_iterable([range(5)] * 20)
    shared["repeat"] = itertools.repeat(1, 100)
    shared["starmap"] = itertools.starmap(pow, [(2, 3)] * 50)
    shared["takewhile"] = itertools.takewhile(lambda x: x < 50, range(100))
    shared["dropwhile"] = itertools.dropwhile(lambda x: x < 50, range(100))
    shared["tee"], shared["other tee"] = itertools.tee(iter(range(100)))
    shared["groupby"] = itertools.groupby([1, 1, 2, 2, 3] * 20)


def advance(me):
    for name, iterator in list(shared.items()):
        for _ in range(3):
            try:
                item = next(iterator, None)
            except RuntimeError as error:  # as the documentation of tee says of copies that are read at once
                check("tee" in name and str(error) == "cannot re-enter the tee iterator", name, error)
                break
            if item is None:
                break
            if name == "groupby":
                key, group = item
                check(all(value in (1, 2, 3) for value in group), "a strange group")
            elif name in ("product", "permutations", "combinations", "with replacement"):
                check(len(item) == 3 and all(0 <= value < 8 for value in item), name, item)
                check(name[0] != "p" or name == "product" or len(set(item)) == 3, name, item)
                check(name != "combinations" or item[0] < item[1] < item[2], name, item)


refresh(0)
print(run(refresh, advance, advance, advance))  # expect: []

# Of those that move in one step, no item comes twice and none is missing.
for make in (lambda: itertools.product(range(10), repeat=4), lambda: itertools.combinations(range(20), 4),
             lambda: itertools.permutations(range(9), 4), lambda: itertools.combinations_with_replacement(range(12), 4)):
    whole, seen = make(), []

    def take(me):
        for _ in range(10):
            if (item := next(whole, None)) is not None:
                seen.append(item)

    problems = run(take, seconds=0.2)
    seen.extend(whole)
    if problems or sorted(seen) != list(make()):
        print(problems, len(seen))
print("done")  # expect: done

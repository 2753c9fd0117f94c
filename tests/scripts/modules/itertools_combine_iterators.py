from itertools import *

print(list(accumulate([1, 2, 3, 4])), list(accumulate([1, 2, 3], lambda a, b: a * b, initial=10)))
print(list(chain("ab", [1])), list(chain.from_iterable(["ab", "cd"])), list(compress("abcd", [1, 0, 1, 0])))
print(list(combinations("abcd", 2)), list(combinations_with_replacement("ab", 2)), list(permutations("abc", 2)))
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(permutations([])))
print(list(islice(count(5, 2), 3)), list(islice("abcdefg", 2, None, 2)), list(islice(cycle("ab"), 5)), list(repeat(1, 3)))
print(list(dropwhile(lambda x: x < 3, [1, 3, 2])), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])))
print(list(filterfalse(None, [0, 1, 2])), list(starmap(pow, [(2, 3), (3, 2)])), list(pairwise("abc")))
print(list(zip_longest("ab", "c", fillvalue="-")), [(k, list(g)) for k, g in groupby("aabbbc")])
a, b = tee([1, 2, 3])
print(next(a), list(b), list(a), count(1), repeat("x", 2))
for attempt in (lambda: islice([], -1), lambda: combinations([1], -1), lambda: product([1], repeat=-1), lambda: tee([], -1)):
    try:
        attempt()
    except ValueError as error:
        print(error)

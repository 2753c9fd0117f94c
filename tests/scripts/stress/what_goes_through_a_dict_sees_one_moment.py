# seconds: 120
# What is one function in C goes through a dict in one step: it never finds that the dict changed meanwhile.
import collections
import math
from _crew import check, run

numbers = {n: n for n in range(30)}
words = {str(n): 1 for n in range(30)}
count = [0] * 8


def change(me):
    count[me] += 1
    n = count[me] % 60
    numbers[n] = n
    numbers.pop((n * 7 + 3) % 60, None)
    words[str(n)] = 1
    words.pop(str((n * 7 + 3) % 60), None)


def look(me):
    dict.fromkeys(numbers), collections.deque(numbers), set(numbers), [*numbers], frozenset(numbers.values())
    math.fsum(numbers), math.prod(numbers.values()), bytes(numbers), "".join(words), b"".join({b"a": 1})
    99 in numbers.values(), numbers.keys() == set(numbers), numbers.keys() & {1, 2}, numbers.keys() | {1}
    numbers.items() - set(), numbers.keys().isdisjoint({99}), numbers == dict(numbers), sorted(numbers)
    {1}.union(numbers), {1} | numbers.keys(), {1}.issubset(numbers), {1}.symmetric_difference(numbers)
    first, *others = numbers
    check(first in range(60), first)


print(run(change, look))  # expect: []

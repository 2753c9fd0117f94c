"""Functional style: closures, partial, compose, itertools recipes, comprehensions, generators with return."""
import functools
import itertools as it
import operator
from collections import deque, ChainMap, namedtuple, Counter


def make_counter(start=0):
    count = start

    def increment(by=1):
        nonlocal count
        count += by
        return count
    increment.reset = lambda: exec("pass") or None
    return increment


def compose(*functions):
    return functools.reduce(lambda f, g: lambda *a, **k: f(g(*a, **k)), functions, lambda x: x)


def curry(func, arity=None, *args):
    arity = arity or func.__code__.co_argcount
    return func(*args) if len(args) >= arity else lambda *more: curry(func, arity, *args, *more)


counter, other = make_counter(), make_counter(10)
print(counter(), counter(5), other(), counter.__closure__[0].cell_contents)
print(compose(str, abs, int)("-42"), curry(lambda a, b, c: a + b * c)(1)(2)(3))
print([f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]])

take = lambda n, xs: list(it.islice(xs, n))


def primes():
    yield 2
    found = [2]
    for n in it.count(3, 2):
        if all(n % p for p in it.takewhile(lambda p: p * p <= n, found)):
            found.append(n)
            yield n


def fibonacci(a=0, b=1):
    while True:
        yield a
        a, b = b, a + b


def flatten(x):
    if isinstance(x, (list, tuple)):
        for y in x:
            yield from flatten(y)
    else:
        yield x


def sliding_window(iterable, n):
    iterator = iter(iterable)
    window = deque(it.islice(iterator, n - 1), maxlen=n)
    for x in iterator:
        window.append(x)
        yield tuple(window)


def roundrobin(*iterables):
    num_active = len(iterables)
    nexts = it.cycle(iter(i).__next__ for i in iterables)
    while num_active:
        try:
            for nxt in nexts:
                yield nxt()
        except StopIteration:
            num_active -= 1
            nexts = it.cycle(it.islice(nexts, num_active))


print(take(12, primes()), take(10, fibonacci()), list(it.dropwhile(lambda x: x < 50, it.islice(fibonacci(), 13))))
print(list(flatten([1, [2, (3, [4, []]), 5], [[6]]])), list(sliding_window("abcde", 3)))
print("".join(roundrobin("ABC", "D", "EF")))
print(list(it.accumulate([3, 1, 4, 1, 5], max)), list(it.accumulate(range(1, 6), operator.mul, initial=1)))
print([(k, len(list(g))) for k, g in it.groupby("aaabccd")], list(it.chain.from_iterable(["ab", "c"])))
print(list(it.zip_longest("ab", "xyz", fillvalue="-")), list(it.starmap(pow, [(2, 5), (3, 2)])), list(it.pairwise("abcd")))
print(list(it.combinations("abc", 2)), len(list(it.permutations(range(4)))), list(it.product("ab", repeat=2)))
print(list(it.combinations_with_replacement("ab", 2)), list(it.compress("abcdef", [1, 0, 1, 0, 1])))
a, b, c = it.tee(range(3), 3)
print(list(a), next(b), list(b), sum(c), list(it.filterfalse(lambda x: x % 2, range(6))), list(it.repeat("x", 3)))
pascal = lambda n: [[1]] if n == 1 else (r := pascal(n - 1)) + [[1, *map(sum, it.pairwise(r[-1])), 1]]
for row in pascal(6):
    print(f"{' '.join(map(str, row)):^20}".rstrip())
print({n: {m: n * m for m in range(1, 4)} for n in range(1, 4)}, {len(w) for w in "the quick brown fox".split()})
print([(x, y) for x in range(4) if x % 2 for y in "ab" if y != "a"], [[j * i for j in range(3)] for i in range(3)])
print(sorted({"b": 2, "a": 3}.items(), key=operator.itemgetter(1)), max("apple fig kiwi".split(), key=len))
basetwo = functools.partial(int, base=2)
print(basetwo("1010"), basetwo.keywords, functools.partial(print, "partial", sep="-")("x") is None)
print(functools.reduce(operator.or_, [{1}, {2}, {1, 3}]), operator.attrgetter("real", "imag")(3 + 4j), operator.methodcaller("upper")("x"))
print(ChainMap({"a": 1}, {"a": 2, "b": 3})["b"], dict(ChainMap({"a": 1}, {"a": 2, "b": 3})))


def gen_with_result():
    x = yield 1
    y = yield x
    return x, y


def delegating():
    result = yield from gen_with_result()
    yield f"result {result}"


g = delegating()
print(next(g), g.send("X"), g.send("Y"))
Pair = namedtuple("Pair", "left right")
print(Pair(1, 2)._replace(left=5), Pair._make("ab"), Pair(*"xy").right, list(map(Pair, "ab", "cd")))
print(any(x > 3 for x in range(5)), all([]), list(zip(*[[1, 2, 3], [4, 5, 6]])), list(enumerate("ab", 1)), list(map(None or str, [1])))
print((lambda *args, key=None, **kw: (args, key, kw))(1, *[2, 3], key=4, **{"z": 5}), (lambda: (yield))().send(None))
print("-".join(f"{k}{v}" for k, v in Counter("mississippi").most_common()), next((x for x in [] if x), "none"))

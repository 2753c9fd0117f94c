it = iter([1, 2, 3])
print(next(it), list(it), next(it, "end"), iter(it) is it)  # expect: 1 [2, 3] end True
print(list(zip("abc", [1, 2], strict=False)), list(map(lambda a, b: a + b, [1, 2], [10, 20])), list(filter(None, [0, 1, "", "x"])))
# expect: [('a', 1), ('b', 2)] [11, 22] [1, 'x']
print(list(enumerate("ab", 5)), list(reversed([1, 2])), list(iter([1, 2, 0, 3].pop, 0)))
# expect: [(5, 'a'), (6, 'b')] [2, 1] [3]
try:
    next(iter([]))
except StopIteration as e:
    print(repr(e))  # expect: StopIteration()
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as e:
    print(e)  # expect: zip() argument 2 is longer than argument 1
try:
    iter(5)
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable

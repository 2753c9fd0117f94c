print(sum([1, 2, 3]), sum([0.1] * 3), sum([[1], [2]], []), sum(range(5), 10), min(3, 1, 2), max([1, 5, 2]))
# expect: 6 0.30000000000000004 [1, 2] 20 1 5
print(min("hello"), max(["a", "bbb"], key=len), min([], default="none"), any([0, 1]), all([1, 0]), all([]), abs(-3))
# expect: e bbb none True False True 3
for bad in (lambda: max([]), lambda: sum(["a"]), lambda: min(), lambda: max(1)):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(e)  # expect: max() arg is an empty sequence
        # expect: unsupported operand type(s) for +: 'int' and 'str'
        # expect: min expected at least 1 argument, got 0
        # expect: 'int' object is not iterable

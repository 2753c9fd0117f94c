r = range(2, 20, 3)
print(r, list(r), len(r), r[0], r[-1], r[1:3], 5 in r, 6 in r, r.index(8), range(3) == range(0, 3, 1))
# expect: range(2, 20, 3) [2, 5, 8, 11, 14, 17] 6 2 17 range(5, 11, 3) True False 2 True
print(list(range(5, 0, -2)), list(range(0)), range(10 ** 12)[-1], len(range(-5)), list(reversed(range(3))), range(1, 4).start)
# expect: [5, 3, 1] [] 999999999999 0 [2, 1, 0] 1
for bad in (lambda: range(1.5), lambda: range(1, 2, 0), lambda: r[99], lambda: range()):
    try:
        bad()
    except (TypeError, ValueError, IndexError) as e:
        print(e)  # expect: 'float' object cannot be interpreted as an integer
        # expect: range() arg 3 must not be zero
        # expect: range object index out of range
        # expect: range expected at least 1 argument, got 0

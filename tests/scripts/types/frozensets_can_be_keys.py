f = frozenset([1, 2])
print({f: "v"}[frozenset([2, 1])], f | {3} == {1, 2, 3}, frozenset(), frozenset([1]), hash(f) == hash(frozenset([2, 1])))
# expect: v True frozenset() frozenset({1}) True
try:
    f.add(3)
except AttributeError as e:
    print(e)  # expect: 'frozenset' object has no attribute 'add'

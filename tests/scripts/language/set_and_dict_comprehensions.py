print({n % 3 for n in range(10)} == {0, 1, 2})  # expect: True
print({w: len(w) for w in ["a", "bb", "ccc"] if w != "bb"})  # expect: {'a': 1, 'ccc': 3}
print({k: v for k, v in zip("abc", range(3))})  # expect: {'a': 0, 'b': 1, 'c': 2}
print({**{"a": 1}, "b": 2, **{"a": 3}}, [*range(3), *"ab"], (*[1], 2))
# expect: {'a': 3, 'b': 2} [0, 1, 2, 'a', 'b'] (1, 2)

print(str(1), str(1.0), str(None), str([1, "a", None]), str("x"), str(), str(b"x"), str(ValueError("e")))
# expect: 1 1.0 None [1, 'a', None] x  b'x' e
print(str({"a": (1,), "b": []}), str((1,)), str(()), str({1}), str(set()), str(range(3)), str(slice(1, 2)))
# expect: {'a': (1,), 'b': []} (1,) () {1} set() range(0, 3) slice(1, 2, None)

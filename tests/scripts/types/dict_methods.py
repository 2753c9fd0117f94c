d = {"a": 1}
print(d.get("a"), d.get("x"), d.get("x", 0), d.setdefault("a", 9), d.setdefault("l", []), d)
# expect: 1 None 0 1 [] {'a': 1, 'l': []}
d.update({"b": 2}, c=3)
d.update([("d", 4)])
print(d, d.pop("b"), d.pop("zz", "none"), d.popitem(), d)
# expect: {'a': 1, 'l': [], 'c': 3} 2 none ('d', 4) {'a': 1, 'l': [], 'c': 3}
print(dict(a=1, b=2), dict([("k", "v")]), dict({"x": 1}, y=2), dict.fromkeys("ab", 0), d.copy() == d)
# expect: {'a': 1, 'b': 2} {'k': 'v'} {'x': 1, 'y': 2} {'a': 0, 'b': 0} True
print({"a": 1} | {"b": 2}, {**d, "z": 0})  # expect: {'a': 1, 'b': 2} {'a': 1, 'l': [], 'c': 3, 'z': 0}
d |= {"new": 1}
d.clear()
print(d)  # expect: {}

d = {"z": 1, "a": 2}
d["m"] = 3
d["z"] = 9
print(d, list(d), len(d), "a" in d, 9 in d)  # expect: {'z': 9, 'a': 2, 'm': 3} ['z', 'a', 'm'] 3 True False
del d["z"]
d["z"] = 1
print(d, list(d.items()), list(d.values()), list(reversed(d)), d.keys() & {"a", "q"})
# expect: {'a': 2, 'm': 3, 'z': 1} [('a', 2), ('m', 3), ('z', 1)] [2, 3, 1] ['z', 'm', 'a'] {'a'}

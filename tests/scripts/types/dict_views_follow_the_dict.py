d = {"a": 1, "b": 2}
keys, values, items = d.keys(), d.values(), d.items()
d["c"] = 3
print(keys, values, items, len(keys), ("c", 3) in items, "a" in keys, 3 in values)
# expect: dict_keys(['a', 'b', 'c']) dict_values([1, 2, 3]) dict_items([('a', 1), ('b', 2), ('c', 3)]) 3 True True True
print({"a": 1}.keys() == {"a"}, d.keys() - {"a"} == {"b", "c"}, sorted(d.keys() | {"x"}))
# expect: True True ['a', 'b', 'c', 'x']

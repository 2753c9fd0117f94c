class C:
    pass


x = 1
del x
try:
    x
except NameError as e:
    print(e)  # expect: name 'x' is not defined
d = {"a": 1, "b": 2}
del d["a"]
print(d)  # expect: {'b': 2}
items = [0, 1, 2, 3, 4]
del items[1], items[-1]
print(items)  # expect: [0, 2, 3]
del items[:2]
print(items)  # expect: [3]
c = C()
c.v = 1
del c.v
print(hasattr(c, "v"))  # expect: False

a, b = object(), object()
print(id(a) == id(a), id(a) != id(b), a is not b, isinstance(id(a), int))  # expect: True True True True
x = [1]
y = x
print(id(x) == id(y), sorted([a, b], key=lambda o: id(o)) == sorted([b, a], key=id))  # expect: True True

a = b = c = 3
print(a, b, c)  # expect: 3 3 3
a, b = b, a + 1
print(a, b)  # expect: 3 4
(x, y), z = (1, 2), 3
print(x, y, z)  # expect: 1 2 3
[p, q] = "ab"
print(p, q)  # expect: a b

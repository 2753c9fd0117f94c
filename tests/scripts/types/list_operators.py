a = [1, 2]
b = a
a += (3,)
print(a is b, a + [4], a * 2, 2 * a, [] * 3, [[]] * 2, [1, 2] < [1, 3], [1] < [1, 0], [2] > [1, 9])
# expect: True [1, 2, 3, 4] [1, 2, 3, 1, 2, 3] [1, 2, 3, 1, 2, 3] [] [[], []] True True True
a *= 2
print(b, [1, [2, [3]]] == [1, [2, [3]]])  # expect: [1, 2, 3, 1, 2, 3] True
nested = [1]
nested.append(nested)
print(nested)  # expect: [1, [...]]

first, *rest = [1, 2, 3]
print(first, rest)  # expect: 1 [2, 3]
*init, last = "abc"
print(init, last)  # expect: ['a', 'b'] c
a, *b, c = 1, 2
print(a, b, c)  # expect: 1 [] 2
(a, *b), c = ["xyz", 5]
print(a, b, c)  # expect: x ['y', 'z'] 5
for head, *tail in [(1, 2, 3), "ab"]:
    print(head, tail)  # expect: 1 [2, 3]
    # expect: a ['b']

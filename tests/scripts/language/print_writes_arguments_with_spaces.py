print("hello", "world")  # expect: hello world
print(1, 2.5, None, True, [1, "a"])  # expect: 1 2.5 None True [1, 'a']
print()  # expect:
print("a", "b", sep="-", end="!\n")  # expect: a-b!
print(*[1, 2, 3], sep=", ")  # expect: 1, 2, 3

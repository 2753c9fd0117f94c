add = lambda a, b=10, *c, **d: a + b + sum(c) + len(d)
print(add(1), add(1, 2), add(1, 2, 3, 4), add(1, k=0))  # expect: 11 3 10 12
print(sorted(["bb", "a", "ccc"], key=lambda s: -len(s)))  # expect: ['ccc', 'bb', 'a']
print((lambda: None)(), add.__name__)  # expect: None <lambda>

for i in range(3):
    pass
print(i)  # expect: 2
for i, (a, b) in enumerate([(1, 2), (3, 4)], start=1):
    print(i, a + b)  # expect: 1 3
    # expect: 2 7

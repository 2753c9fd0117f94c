x = "outer"
print([x * 2 for x in range(4)])  # expect: [0, 2, 4, 6]
print(x)  # expect: outer
print([(a, b) for a in range(3) for b in range(a) if a + b != 1])  # expect: [(2, 0), (2, 1)]
print([[c for c in row if c] for row in [[1, 0], [0, 2]]])  # expect: [[1], [2]]
print([a if a % 2 else -a for a in range(5) if a != 3])  # expect: [0, 1, -2, -4]

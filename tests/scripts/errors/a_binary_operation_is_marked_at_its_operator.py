a, b, c = 1, "2", 3
print((a + c) * 2 + b)

n = 3
assert n % 2 == 0, f"{n} is odd"

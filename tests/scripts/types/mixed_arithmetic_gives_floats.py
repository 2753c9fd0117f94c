print(1 + 2.0, 3 - 0.5, 2 * 1.5, 7 / 2, True + 1, True + 1.5, 4 / 2)  # expect: 3.0 2.5 3.0 3.5 2 2.5 2.0
print(1 == 1.0, 1 < 1.5, 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 10 ** 400 > 1e308, hash(2) == hash(2.0))
# expect: True True True False True True

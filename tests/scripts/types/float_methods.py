print((2.0).is_integer(), (2.5).is_integer(), (0.75).as_integer_ratio(), (1.5).hex())
# expect: True False (3, 4) 0x1.8000000000000p+0
print((10).as_integer_ratio(), abs(-2.5), -(-3.0), +1.5, 7.0 // 2, float(2 ** 70))
# expect: (10, 1) 2.5 3.0 1.5 3.0 1.1805916207174113e+21

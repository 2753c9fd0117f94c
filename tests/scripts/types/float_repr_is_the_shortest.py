for x in (0.1, 0.2 + 0.1, 1.0, 100.0, 1e15, 1e16, 1e17, 123456789.123, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308,
          -0.0, 1 / 3, 2 / 3, 1e22, 1e23, 0.1 + 0.7, 3.0e10, 4.35, 2.675):
    print(x)  # expect: 0.1
    # expect: 0.30000000000000004
    # expect: 1.0
    # expect: 100.0
    # expect: 1000000000000000.0
    # expect: 1e+16
    # expect: 1e+17
    # expect: 123456789.123
    # expect: 0.0001
    # expect: 1e-05
    # expect: 5e-324
    # expect: 1.7976931348623157e+308
    # expect: -0.0
    # expect: 0.3333333333333333
    # expect: 0.6666666666666666
    # expect: 1e+22
    # expect: 1e+23
    # expect: 0.7999999999999999
    # expect: 30000000000.0
    # expect: 4.35
    # expect: 2.675
print(float("inf"), -float("inf"), float("nan"))  # expect: inf -inf nan

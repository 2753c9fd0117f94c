print(float("1.5"), float(" -2e3 "), float("1_0.5"), float("inf"), float("-Infinity"), float("NAN"), float(), float(3))
# expect: 1.5 -2000.0 10.5 inf -inf nan 0.0 3.0
for bad in ("", "abc", "1.2.3"):
    try:
        float(bad)
    except ValueError as e:
        print(e)  # expect: could not convert string to float: ''
        # expect: could not convert string to float: 'abc'
        # expect: could not convert string to float: '1.2.3'

print(int("42"), int("  -7 "), int("1_000"), int("ff", 16), int("0b101", 0), int("z", 36), int(3.99), int(-3.99))
# expect: 42 -7 1000 255 5 35 3 -3
print(int("123456789012345678901234567890"), int(), int(True))  # expect: 123456789012345678901234567890 0 1
for bad in ("", "x1", "1.5", "1__0"):
    try:
        int(bad)
    except ValueError as e:
        print(e)  # expect: invalid literal for int() with base 10: ''
        # expect: invalid literal for int() with base 10: 'x1'
        # expect: invalid literal for int() with base 10: '1.5'
        # expect: invalid literal for int() with base 10: '1__0'
try:
    int([])
except TypeError as e:
    print(e)  # expect: int() argument must be a string, a bytes-like object or a real number, not 'list'
try:
    int(float("inf"))
except OverflowError as e:
    print(e)  # expect: cannot convert float infinity to integer

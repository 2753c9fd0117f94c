# int() and float() of bytes-like objects, what they warn of, and the limit of digits.
import math
import sys
import warnings

print(int(memoryview(b"123 ")[1:]), float(memoryview(b"x12.5")[1:]), int(bytearray(b"7")))
for convert in (int, float):
    try:
        convert(memoryview(b"xyz"))
    except ValueError as error:
        print(str(error).partition("<memory")[0])
try:
    int(memoryview(b"12"), 3)
except TypeError as error:
    print(error)


class Int:
    def __int__(self):
        return True


class Index:
    def __index__(self):
        return True


class Trunc:
    def __trunc__(self):
        return Index()


class Float:
    def __float__(self):
        return SubFloat(2.5)


class SubFloat(float):
    def __init__(self, value, unit=None):
        self.unit = unit


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(int(Int()), int(Index()), int(Trunc()), float(Float()), math.sqrt(Float()), [1, 2][Index()])
for warning in seen:
    print(warning.category.__name__, warning.message)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        int(Index())
    except DeprecationWarning as error:
        print("raised", error)

print(SubFloat(2.5, unit="m").unit)
for arguments, keywords in (((), {"x": 1}), ((1, 2), {})):
    try:
        float(*arguments, **keywords)
    except TypeError as error:
        print(error)

for text in ("++inf", "-+nan", "+-0x1p0", "inf", "-nan", "0x.8p1", "0xnan", "0x0.ffffffffffffecp-1022", "0x1.8p-1074", "0x1p-1075",
             "0x1.00000000000008p0", "0x1.000000000000080000001p0", "0x1.fffffffffffff7p1023", "1" * 300, "p1", "."):
    try:
        print(text[:30], float.fromhex(text))
    except (ValueError, OverflowError) as error:
        print(text[:30], error)
print(0.0**-math.inf, (-0.0) ** -math.inf, hash(math.nan) == object.__hash__(math.nan))
try:
    float.__getformat__(1)
except TypeError as error:
    print(error)



class IsText(str):
    def __float__(self):
        return 1.5

    def __int__(self):
        return 15


print(float(IsText("2")), int(IsText("2")), int(IsText("3"), 10))

before = sys.get_int_max_str_digits()
print(before)
sys.set_int_max_str_digits(0)
print(sys.get_int_max_str_digits(), len(str(10**5000)), int("1" * 5000) % 1000)
sys.set_int_max_str_digits(maxdigits=700)
for fails in (lambda: str(10**700), lambda: int("1" * 701), lambda: f"{10**700}", lambda: sys.set_int_max_str_digits(5)):
    try:
        fails()
    except ValueError as error:
        print(error)
print(len(str(10**699)), int("_".join("1" * 700)) % 10)

for x in (1.5, -0.1, 0.0, -0.0, 5e-324, 1.7976931348623157e308, 2.0 ** -1022, float("inf"), float("nan")):
    print(x, x.hex(), float.fromhex(x.hex()))
print(float.fromhex("0x1.8p1"), float.fromhex(" -A.8 "), float.fromhex("0x1p-1074"), float.fromhex("infinity"))
print((0.75).as_integer_ratio(), (-2.5).as_integer_ratio(), 1e22.as_integer_ratio(), (0.1).as_integer_ratio())
print(2.0.is_integer(), 2.5.is_integer(), float("inf").is_integer(), 1e300.is_integer())
for make in (lambda: float.fromhex("x"), lambda: float.fromhex("0x1p5000"), lambda: float("inf").as_integer_ratio(),
             lambda: float("nan").as_integer_ratio(), lambda: round(1.7e308, -308), lambda: int(float("nan")),
             lambda: 10.0 ** 400, lambda: 0.0 ** -1, lambda: float("1_"), lambda: float([])):
    try:
        make()
    except Exception as e:
        print(type(e).__name__, e)

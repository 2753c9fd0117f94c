print((1024).to_bytes(2, "big"), (-1).to_bytes(3, "little", signed=True), (2 ** 64).to_bytes(9, "big"), (5).to_bytes())
print(int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes([1, 2], "little"), int.from_bytes(b"", "big"))
print((255).bit_length(), (-256).bit_length(), (0).bit_length(), (2 ** 100 - 1).bit_count(), (7).as_integer_ratio())
print(len(str(10 ** 4299)), int("7" * 4300) % 1000, len(f"{10 ** 5000:x}"), int("f" * 5000, 16) % 97)
for make in (lambda: str(10 ** 4300), lambda: int("1" * 4301), lambda: f"{10 ** 4300}",
             lambda: (256).to_bytes(1, "big"), lambda: (-1).to_bytes(1, "big"), lambda: (1).to_bytes(-1, "big"),
             lambda: (1).to_bytes(1, "middle"), lambda: int.from_bytes("a", "big"), lambda: 1 << -1, lambda: float(10 ** 400),
             lambda: 10 ** 400 / 3, lambda: pow(2, -1, 4), lambda: pow(2, 3, 0), lambda: int("1__0"), lambda: int("x", 40)):
    try:
        make()
    except Exception as e:
        print(type(e).__name__, e)
print(pow(3, -1, 7), pow(-3, 5, 7), pow(3, 5, -7), pow(2, 200, 10 ** 20), 1 / 10 ** 400, 10 ** 400 // 10 ** 398)

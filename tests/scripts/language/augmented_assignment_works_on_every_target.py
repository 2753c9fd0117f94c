class Box:
    pass


n = 10
n += 5; n -= 3; n *= 4; n //= 5; n **= 2; n %= 50; n <<= 2; n >>= 1; n |= 8; n &= 60; n ^= 5
print(n)  # expect: 57
n /= 2
print(n)  # expect: 28.5
box = Box()
box.v = [1]
box.v += [2]
print(box.v)  # expect: [1, 2]
d = {"k": 1}
d["k"] += 41
print(d)  # expect: {'k': 42}
rows = [[0] * 2]
rows[0][1] += 7
print(rows)  # expect: [[0, 7]]

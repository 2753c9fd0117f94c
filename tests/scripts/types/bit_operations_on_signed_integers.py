print(6 & 3, 6 | 3, 6 ^ 3, ~6, 1 << 10, -1 >> 3, -20 >> 2)  # expect: 2 7 5 -7 1024 -1 -5
print(-1 & 0xFF, -256 | 1, -5 ^ 3, (1 << 70) >> 68, (1 << 70) & (1 << 70) - 1, -(1 << 70) >> 69)
# expect: 255 -255 -8 4 0 -2
print((255).bit_length(), (-256).bit_length(), (2 ** 80).bit_length(), bin(10).count("1"))  # expect: 8 9 81 2
try:
    1 << -1
except ValueError as e:
    print(e)  # expect: negative shift count

a = list(range(8))
print(a[2:5], a[-3:], a[::2], a[::-1], a[5:2], a[10:], a[6:1:-2])
# expect: [2, 3, 4] [5, 6, 7] [0, 2, 4, 6] [7, 6, 5, 4, 3, 2, 1, 0] [] [] [6, 4, 2]
a[1:3] = ["x", "y", "z"]
print(a)  # expect: [0, 'x', 'y', 'z', 3, 4, 5, 6, 7]
a[::2] = [0] * len(a[::2])
print(a)  # expect: [0, 'x', 0, 'z', 0, 4, 0, 6, 0]
del a[1::3]
print(a)  # expect: [0, 0, 'z', 4, 0, 0]
a[:0] = [-1]
a[len(a):] = [99]
print(a)  # expect: [-1, 0, 0, 'z', 4, 0, 0, 99]
try:
    a[::2] = [1]
except ValueError as e:
    print(e)  # expect: attempt to assign sequence of size 1 to extended slice of size 4

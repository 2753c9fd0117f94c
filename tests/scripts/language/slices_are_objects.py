class S:
    def __getitem__(self, key):
        return key


s = S()
print(s[1:2], s[::3], s[:], s[1, 2], s[1:2, ...], s[-1])
# expect: slice(1, 2, None) slice(None, None, 3) slice(None, None, None) (1, 2) (slice(1, 2, None), Ellipsis) -1
k = slice(1, None, 2)
print([0, 1, 2, 3, 4][k], k.start, k.stop, k.step, k.indices(4))  # expect: [1, 3] 1 None 2 (1, 4, 2)

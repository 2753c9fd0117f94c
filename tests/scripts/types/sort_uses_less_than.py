class Version:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __repr__(self):
        return f"v{self.n}"


print(sorted([Version(3), Version(1), Version(2)]), min(Version(5), Version(4)))  # expect: [v1, v2, v3] v4
big = [(i * 7919) % 1009 for i in range(3000)]
s = sorted(big)
print(all(a <= b for a, b in zip(s, s[1:])), len(s))  # expect: True 3000

from functools import total_ordering


@total_ordering
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(V(1) <= V(2), V(1) > V(2), V(2) >= V(2), V(1) != V(2))  # expect: True False True True

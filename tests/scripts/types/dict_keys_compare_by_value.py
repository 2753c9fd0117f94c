d = {1: "int"}
d[1.0] = "float"
d[True] = "bool"
print(d, d[1], {"a": 1}["a"], {(1, 2): 3}[(1, 2)], {None: 0}[None], {1.5: 2}[3 / 2], {2 ** 70: 1}[2 ** 70])
# expect: {1: 'bool'} bool 1 3 0 2 1


class Key:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return hash(self.v)

    def __eq__(self, other):
        return isinstance(other, Key) and self.v == other.v


print({Key(1): "one"}[Key(1)], Key(2) in {Key(1): 0})  # expect: one False

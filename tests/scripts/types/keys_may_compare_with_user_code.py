class Key:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return isinstance(other, Key) and self.value == other.value

    def __hash__(self):
        return self.value % 3


d = {Key(i): i for i in range(10)}
print([d[Key(i)] for i in range(10)], Key(11) in d, len(d), d.pop(Key(3)), Key(3) in d)
# expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] False 10 3 False
s = {Key(i) for i in range(10)} | {Key(i) for i in range(5, 15)}
print(len(s), Key(12) in s, Key(20) in s)  # expect: 15 True False


class Clearing:
    def __hash__(self):
        return 7

    def __eq__(self, other):
        if len(d) > 1:
            d.clear()
        return False


d = {Clearing(): 1, 2: 2}
d[Clearing()] = 3
print(list(d.values()))  # expect: [3]


class Picky:
    def __hash__(self):
        return 7

    def __eq__(self, other):
        raise ValueError("not comparable")


d = {Picky(): 1}
for action in (lambda: d[Picky()], lambda: d.pop(Picky()), lambda: {Picky()} | {Picky()}, lambda: Picky() in [Picky()]):
    try:
        action()
    except ValueError as error:
        print(error)
# expect: not comparable
# expect: not comparable
# expect: not comparable
# expect: not comparable
print(len(d))  # expect: 1

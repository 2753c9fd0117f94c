"""Sequence and mapping patterns match what collections.abc knows, registered early or late."""
import array
import collections
import collections.abc


def kind(value):
    match value:
        case [*_]:
            return "sequence"
        case {}:
            return "mapping"
    return None


class Row(collections.abc.Sequence):
    def __init__(self, *cells):
        self.cells = cells

    def __getitem__(self, index):
        return self.cells[index]

    def __len__(self):
        return len(self.cells)


class Plain:
    pass


class Derived(Plain):
    pass


print(kind(Row(1, 2)), kind(Plain()), kind(Derived()))
collections.abc.Mapping.register(Plain)


class Later(Plain):
    pass


print(kind(Plain()), kind(Derived()), kind(Later()))

for value in (collections.deque([1]), collections.UserDict(a=1), collections.UserList([1]), collections.OrderedDict(),
              array.array("i", [1, 2]), memoryview(b"ab"), range(3), "text", b"bytes", bytearray(b"x"), {1}, iter([])):
    print(type(value).__name__, kind(value))

match Row(3, 4, 5):
    case [first, *_, last]:
        print(first, last)
match collections.UserDict({0: 1, 2: 3}):
    case {2: three, **rest}:
        print(three, rest)


class Both(collections.UserDict, list):
    pass


print(kind(Both()))


class Twice:
    __match_args__ = ("a", "a")
    a = 1


try:
    match Twice():
        case Twice(x, y):
            print("no")
except TypeError as error:
    print(error)

for source in ("{0: _, False: _}", "{0: _, 0.0: _}", "{0: _, 0j: _}", "{f'': _}", "{'a': _, 'a': _}"):
    try:
        compile(f"match 1:\n    case {source}:\n        pass\n", "pattern", "exec")
        print(source, "is right")
    except SyntaxError as error:
        print(source, "is wrong")

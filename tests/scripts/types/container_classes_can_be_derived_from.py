class Stack(list):
    def __init__(self, items, limit=2):
        super().__init__(items)
        self.limit = limit


stack = Stack([3, 1, 2], limit=5)
print(stack, stack.limit, sorted(stack), stack + [1], type(stack + stack), type(stack[:]), type(stack.copy()))
# expect: [3, 1, 2] 5 [1, 2, 3] [3, 1, 2, 1] <class 'list'> <class 'list'> <class 'list'>
stack.append(4)
print(len(stack), stack == [3, 1, 2, 4], bool(Stack([])), stack.__dict__)  # expect: 4 True False {'limit': 5}


class Doubling(dict):
    def __missing__(self, key):
        return key * 2


d = Doubling(a=1)
print(d["x"], d.get("x"), d, "x" in d, d | {"b": 2}, type(d | {}).__name__, type(d.copy()).__name__)
# expect: xx None {'a': 1} False {'a': 1, 'b': 2} dict dict
print(Doubling.fromkeys("ab", 0), type(Doubling.fromkeys("a")).__name__)  # expect: {'a': 0, 'b': 0} Doubling


class Point(tuple):
    def __new__(cls, *coordinates):
        return super().__new__(cls, coordinates)


p = Point(1, 2, 3)
p.name = "p"
print(p, p[0], type(p[:2]).__name__, type(p + ()).__name__, p == (1, 2, 3), {p: 1}[(1, 2, 3)], p.__dict__)
# expect: (1, 2, 3) 1 tuple tuple True 1 {'name': 'p'}


class Tags(set):
    pass


class Frozen(frozenset):
    pass


print(Tags([1]), Frozen(), Frozen([1]), type(Tags() | {1}).__name__, type(Frozen([1]).union([2])).__name__)
# expect: Tags({1}) Frozen() Frozen({1}) set frozenset


class Numbered(enumerate):
    pass


class Last(zip):
    def __next__(self):
        return super().__next__()[-1]


print(list(Numbered("ab", start=3)), list(Last("ab", "cd")))  # expect: [(3, 'a'), (4, 'b')] ['c', 'd']

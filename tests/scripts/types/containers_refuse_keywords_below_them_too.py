class L(list):
    pass


class T(tuple):
    pass


class S(set):
    pass


class F(frozenset):
    pass


class New(list):
    def __new__(cls, items, more=None):
        return super().__new__(cls, items)


class Init(tuple):
    def __init__(self, items, more=None):
        self.more = more


for make in (lambda: L(sequence=()), lambda: T(sequence=()), lambda: S(sequence=()), lambda: F(sequence=())):
    try:
        make()
    except TypeError as e:
        print(e)
# expect: list() takes no keyword arguments
# expect: tuple() takes no keyword arguments
# expect: set() takes no keyword arguments
# expect: frozenset() takes no keyword arguments
print(New([1], more=2), Init([1], more=2).more)  # expect: [1] 2

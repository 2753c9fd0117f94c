"""A special method set to None: the operation is not there, and nothing else is tried."""


def attempt(run):
    try:
        print(run())
    except Exception as error:
        print(type(error).__name__, error)


class Adds:
    def __add__(self, other):
        return "added"
    __radd__ = None


class Refuses:
    __add__ = None
    __eq__ = None
    __lt__ = None
    __bool__ = None
    __contains__ = None
    __iter__ = None
    __iadd__ = None

    def __getitem__(self, index):
        raise IndexError


attempt(lambda: Adds() + 1)
attempt(lambda: 1 + Adds())
attempt(lambda: Refuses() + 1)
attempt(lambda: Refuses() == 1)
attempt(lambda: Refuses() != 1)
attempt(lambda: Refuses() < 1)
attempt(lambda: bool(Refuses()))
attempt(lambda: 1 in Refuses())
attempt(lambda: list(Refuses()))


def augmented():
    value = Refuses()
    value += 1


attempt(augmented)


class NoIterator:
    __iter__ = None

    def __getitem__(self, index):
        return index


attempt(lambda: 1 in NoIterator())
attempt(lambda: hash(Refuses()))

import functools
from collections import abc, defaultdict


@functools.singledispatch
def kind(value):
    """What it is."""
    return "something"


kind.register(abc.Sized, lambda value: "sized")
kind.register(abc.Mapping, lambda value: "mapping")


@kind.register
def _(value: int | float):
    return "number"


@kind.register
def _(value: list):
    return "list"


print([kind(value) for value in (None, 1, 2.5, "text", [1], {}, defaultdict(int), {1})], kind.__doc__)


class Odd:
    pass


print(kind(Odd()))
abc.Mapping.register(Odd)
print(kind(Odd()))  # what the abstract classes say has changed


class Both:
    def __len__(self):
        return 0

    def __contains__(self, item):
        return False


kind.register(abc.Container, lambda value: "container")
try:
    kind(Both())
except RuntimeError as error:
    print(str(error).startswith("Ambiguous dispatch: "))

for wrong in 42, list[int], list[int] | str:
    try:
        kind.register(wrong)(len)
    except TypeError as error:
        print(str(error).split(":")[0])


class Reader:
    @functools.singledispatchmethod
    @classmethod
    def read(cls, source):
        """Reads it."""
        return "unknown"

    @read.register
    @classmethod
    def _(cls, source: str):
        return "from text"


print(Reader.read("a"), Reader().read(1), Reader.read.__doc__)

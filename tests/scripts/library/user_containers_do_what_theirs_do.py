# ChainMap, UserDict, UserList, UserString and Counter do what the containers do that they stand for.
import copy
from collections import ChainMap, Counter, UserDict, UserList, UserString
from collections.abc import AsyncGenerator


def tell(what):
    try:
        print(what())
    except Exception as e:
        print(type(e).__name__, "-", e)


for mine, theirs in ((UserDict, dict), (UserList, list), (UserString, str)):
    print(mine.__name__, sorted(set(dir(theirs)) - set(dir(mine))))

cm = ChainMap({"a": 1, "b": 2}, {"c": 3})
tell(lambda: ({"a": 10, "z": 0} | cm).maps)
tell(lambda: (cm | {"q": 1}).maps)
tell(lambda: cm | [("q", 1)])
tell(lambda: [("q", 1)] | cm)
cm |= [("q", 1)]
print(cm.maps)
d = UserDict(a=1)
tell(lambda: {"b": 2} | d)
tell(lambda: UserDict(b=2) | d)
tell(lambda: [1] | d)

items = UserList([1, 2])
items.note = ["note"]
other = copy.copy(items)
print(other, other.data is items.data, other.note is items.note)

text = UserString("some Text")
for result in (text.upper(), text.replace("T", UserString("N")), text.center(13, "*"), text.swapcase(), text.zfill(12),
               text.removeprefix("some "), text.split(), text.partition(" "), text.join(["a", "b"]), text.encode(),
               text.find(UserString("T")), text.startswith("some"), text.isupper(), text % (), UserString("%s!") % "a"):
    print(type(result).__name__, result)
print(type("%s %%" % UserString("x")).__name__, UserString("{}-{k}").format(1, k=2), UserString("1j").__complex__())
print(UserString.upper.__qualname__, "ab".translate(UserString.maketrans("a", "b")))
tell(lambda: text.no_such)


class Watched(Counter):
    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)


class Asked(Counter):
    def get(self, key, default=None):
        print("get", key)
        return super().get(key, default)


print(dict(Watched("aab")), dict(Asked("ab")))


class Gen(AsyncGenerator):
    async def asend(self, value):
        return ("sent", value)

    async def athrow(self, typ, val=None, tb=None):
        await super().athrow(typ, val, tb)


def run(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as e:
        return e.value


print(run(Gen().__anext__()), run(Gen().aclose()))
tell(lambda: run(Gen().athrow(ValueError("thrown"))))


# A set's keys are not hashed again, and a list compares what its items left of it.
class Hashed(int):
    count = 0
    def __hash__(self):
        Hashed.count += 1
        return int.__hash__(self)


keys = set(map(Hashed, range(10)))
before = Hashed.count
print(dict.fromkeys(keys, 5) == dict.fromkeys(range(10), 5), dict.fromkeys(frozenset(keys)).keys() == keys)
print(Hashed.count - before <= 40)


class Clears:
    def __eq__(self, other):
        first.clear()
        second.clear()
        return NotImplemented


first, second = [Clears()], [Clears()]
print(first == second)
first, second = [Clears()], [1, 2]
print(first == second, tuple.__itemsize__ > 0, list.__itemsize__)

# A container in a container in a container counts as a call.
deep = []
for _ in range(1200):
    deep = [deep]
tell(lambda: len(repr(deep)))
deep = {}
for _ in range(1200):
    deep = {1: deep}
tell(lambda: len(repr(deep)))

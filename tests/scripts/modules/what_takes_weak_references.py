import array
import collections
import functools
import itertools
import re
import sys
import threading
import weakref


class Plain:
    pass


class Slots:
    __slots__ = ("a",)


class SlotsAndWeak:
    __slots__ = ("a", "__weakref__")


class BelowSlots(Slots):
    pass


class EmptyBelowPlain(Plain):
    __slots__ = ()


class BelowBoth(Slots, Plain):
    __slots__ = ()


class MyInt(int):
    pass


class MyStr(str):
    pass


class MyFloat(float):
    pass


class MyTuple(tuple):
    pass


class MyBytes(bytes):
    pass


class MyList(list):
    pass


class MyDict(dict):
    pass


class MySlottedDict(dict):
    __slots__ = ()


class MyError(ValueError):
    pass


class Meta(type):
    pass


def function():
    yield


async def coroutine():
    pass


waiting = coroutine()
candidates = [
    Plain(), SlotsAndWeak(), BelowSlots(), EmptyBelowPlain(), BelowBoth(), MyStr(), MyFloat(), MyList(), MyDict(),
    MyError(), Plain, int, Meta, Meta("X", (), {}), function, lambda: 0, function(), waiting,
    MyList().append, len, [].append, sys, set(), frozenset(), memoryview(b""), function.__code__, re.compile(""),
    collections.deque(), array.array("i"), threading.Lock(), threading.RLock(), functools.partial(len),
    sys.stdout, collections.OrderedDict(), collections.Counter(), collections.UserList(),
    threading.local(), itertools.tee([])[0], Exception, threading.current_thread(),
    Slots(), MyInt(), MyTuple(), MyBytes(), MySlottedDict(), 1, 10**30, 1.5, 1j, "a", b"a", bytearray(), (), [], {},
    None, True, ..., NotImplemented, object(), range(1), slice(1), ValueError(), property(), classmethod(len),
    staticmethod(len), iter([]), zip(), enumerate([]), {}.keys(), weakref.ref(Plain), str.join, type(sys.version_info)]
for candidate in candidates:
    try:
        reference = weakref.ref(candidate)
        proxy = weakref.proxy(candidate)
        print("yes", type(candidate).__name__, reference() is candidate, weakref.getweakrefcount(candidate) >= 2)
    except TypeError as e:
        print("no ", e)
waiting.close()

for names in (["__weakref__", "__weakref__"], ["__weakref__"]):
    try:
        type("Again", (Plain,), {"__slots__": names})
    except TypeError as e:
        print(e)
try:
    type("Number", (int,), {"__slots__": ["__weakref__"]})
except TypeError as e:
    print(e)
print([name for name in ("__dict__", "__weakref__") for cls in (Plain, SlotsAndWeak, MyList, MyError, EmptyBelowPlain)
       if name in vars(cls)])
print(SlotsAndWeak().__weakref__, hasattr(Slots(), "__weakref__"), Plain().__weakref__)

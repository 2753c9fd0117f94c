import copy
import pickle
import sys

import functools as native

del sys.modules["functools"]
sys.modules["_functools"] = None  # which refuses the import
import functools as plain

sys.modules["functools"] = native
del sys.modules["_functools"]

print(native.partial is plain.partial, native.reduce is plain.reduce)


def capture(*args, **keywords):
    return args, keywords


for functools in native, plain:
    part = functools.partial(functools.partial(capture, 1, a=2), 3)
    print(part(4, b=5), part.args, part.keywords, part.func is capture)
    part.__setstate__((capture, (part,), {"a": part}, {"note": []}))
    print(repr(part).replace(repr(capture), "capture"), part.note)
    part.__setstate__((capture, (1,), {}, None))
    twin = copy.deepcopy(part)
    print(type(twin) is type(part), twin.args, twin())
    for wrong in (capture, (), {}), (capture, [], {}, None), [capture, (), {}, None]:
        try:
            part.__setstate__(wrong)
        except TypeError:
            print("refused")

    print(functools.reduce(lambda x, y: x * y, range(2, 6)), functools.reduce(max, [], 7))
    print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda x, y: y - x)))

    @functools.lru_cache(maxsize=2)
    def square(x):
        return x * x

    print([square(x) for x in (1, 2, 1, 3, 2, 1)], square.cache_info())
    print(square(x=3), square(x=3), square.cache_info()._asdict())
    print(copy.copy(square) is square, copy.deepcopy(square) is square, square.__name__)
    square.cache_clear()
    print(square.cache_info(), square.cache_parameters())


@native.lru_cache(typed=True)
def name(value):
    return type(value).__name__


print(name(1), name(1.0), name(True), name.cache_info())
print(pickle.loads(pickle.dumps(name)) is name)


class Shelf:
    @native.lru_cache
    def book(self, number):
        return number + 1


shelf = Shelf()
print(shelf.book(1), shelf.book(1), Shelf.book.cache_info(), Shelf.book(shelf, 1))

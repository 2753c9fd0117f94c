"""Rules of built-in types that a script meets now and then."""
import copy
import pickle


def attempt(run):
    try:
        print(run())
    except Exception as error:
        print(type(error).__name__, error)


print(b"  a  b   ".split(None, 1), b"  a  b   ".rsplit(None, 1), b" a b ".split(None, 0))
attempt(lambda: bytes([1, 2, 3]).hex("\xff"))
attempt(lambda: bytes([1, 2, 3]).hex(b"\xff"))


class Named(str):
    def __bytes__(self):
        return b"own"


attempt(lambda: bytes(Named("text")))
attempt(lambda: bytearray(Named("text")))


class Turned(complex):
    def __complex__(self):
        return 42j


attempt(lambda: complex(Turned(1j)))


class Long:
    def __len__(self):
        return 10**30


class Negative:
    def __len__(self):
        return -10**30


attempt(lambda: len(Long()))
attempt(lambda: bool(Long()))
attempt(lambda: len(Negative()))
for value in (slice(1, [2], 3), range(1, 10, 2), range(10**30), range(0)):
    print(copy.deepcopy(value), pickle.loads(pickle.dumps(value)), value.__reduce__()[1])
attempt(lambda: print >> 3)


def cell(value):
    return (lambda: value).__closure__[0]


print(cell(1) < cell(2), cell(1) == cell(1), cell(2) <= cell(1), cell(1) != cell("1"))
attempt(lambda: cell(1) < cell("1"))
attempt(lambda: hash(cell(1)))
print(ExceptionGroup[int], BaseExceptionGroup[str])

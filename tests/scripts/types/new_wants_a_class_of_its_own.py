"""X.__new__ makes instances of X and of what is below it, and of nothing else."""
import functools
import itertools


def attempt(run):
    try:
        print(type(run()).__name__)
    except TypeError as error:
        print(error)


for made in (property, super, staticmethod, classmethod, int, list, dict, range, itertools.count,
             functools.partial, memoryview, bytearray, OSError):
    for given in (58, "text", object):
        try:
            made.__new__(given)
            print(made.__name__, given, "made")
        except TypeError as error:
            print(made.__name__, "refuses")


class Below(list):
    pass


attempt(lambda: list.__new__(Below))
attempt(lambda: OSError.__new__(FileNotFoundError))
attempt(lambda: classmethod(len).__getattribute__("__func__"))

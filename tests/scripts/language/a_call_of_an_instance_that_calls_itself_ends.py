class Caller:
    pass


Caller.__call__ = Caller()
try:
    Caller()()
except RecursionError as e:
    print(e)  # expect: maximum recursion depth exceeded while calling a Python object


# A class of exceptions that makes something else is told of where it is thrown.
class Maker(Exception):
    def __new__(cls, *args):
        return cls


def generator():
    yield


g = generator()
next(g)
try:
    g.throw(Maker)
except TypeError as e:
    print(str(e)[:7])  # expect: calling

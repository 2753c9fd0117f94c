import functools
import operator

binary = functools.partial(int, base=2)
print(binary("101"), binary, binary.func, binary.args, binary.keywords, functools.partial(pow, 2)(3))
print(functools.reduce(operator.add, [1, 2, 3], 10), sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
print(operator.itemgetter(1)("abc"), operator.itemgetter(0, 2)("abc"), operator.attrgetter("real")(3))
print(operator.methodcaller("upper")("x"), operator.methodcaller("split", sep=",")("a,b"))


@functools.singledispatch
def show(x):
    return "object"


@show.register
def _(x: int):
    return "int"


@show.register(list)
def _(x):
    return "list"


print(show(1), show([]), show(2.0), show(True))
try:
    functools.reduce(operator.add, [])
except TypeError as error:
    print(error)

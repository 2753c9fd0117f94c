def inner():
    got = yield 1
    print("inner got", got)
    yield 2
    return "result"


def outer():
    result = yield from inner()
    print(result)
    yield from "ab"
    yield from [3]


g = outer()
print(next(g), g.send("hi"))  # expect: inner got hi
# expect: 1 2
print(list(g))  # expect: result
# expect: ['a', 'b', 3]

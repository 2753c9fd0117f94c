"""Code that has run, and knows its namespace, runs in another one as if it were new."""

import types

TEXT = """
class Point:
    pass
point = Point()
point.x = 1
items = []
for i in range(50):
    items.append(point.x)
    len(items)
print(len(items), answer)
"""

code = compile(TEXT, "text", "exec")
exec(code, {"answer": 41})  # expect: 50 41
exec(code, {"answer": 42})  # expect: 50 42
exec(code, {"answer": 43, "len": sum})  # expect: 50 43


def fill(items):
    for i in range(30):
        items.append(len(items))
    return items


print(sum(fill([])))  # expect: 435
other = types.FunctionType(fill.__code__, {"len": lambda items: 2, "range": range})
print(sum(other([])))  # expect: 60
renamed = types.FunctionType(fill.__code__.replace(co_name="renamed"), globals())
print(sum(renamed([])))  # expect: 435

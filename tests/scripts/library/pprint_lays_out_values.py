import pprint
from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass


@dataclass
class Point:
    x: int
    name: str


data = {"numbers": list(range(30)), "nested": {"a": {"b": [{"c": i} for i in range(5)]}}, "text": "word " * 30,
        "set": {3, 1, 2}, "tuple": (1,), "point": Point(1, "p" * 60)}
pprint.pprint(data)
pprint.pprint(data, width=50, depth=2, compact=True)
pprint.pprint([Point(1, "a"), Point(2, "b")])
pprint.pprint(OrderedDict(a=1, b=[1] * 40))
pprint.pprint(defaultdict(list, {"k": ["v" * 30] * 3}))
pprint.pprint(deque(["x" * 30] * 3))
pprint.pprint(Counter("hello world"))
pprint.pprint({"b": 1, "a": 2}, sort_dicts=False)
pprint.pp({"b": 1, "a": 2})
print(pprint.pformat([1, [2, [3]]]), pprint.saferepr({"z": 1, "a": 2}), pprint.isreadable([1]))
loop = [1]
loop.append(loop)
print(pprint.pformat(loop)[:25], pprint.isrecursive(loop))
pprint.pprint(123456789, underscore_numbers=True)

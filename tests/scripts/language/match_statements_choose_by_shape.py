class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def describe(v):
    match v:
        case 0 | 1:
            return "bit"
        case int(n) if n < 0:
            return f"negative {n}"
        case str():
            return "text"
        case []:
            return "empty"
        case [a]:
            return f"one {a}"
        case [a, *rest]:
            return f"{a} then {rest}"
        case {"kind": k, **others}:
            return f"{k} {others}"
        case Point(0, y=yy):
            return f"on axis {yy}"
        case Point(x=a, y=b) as p:
            return f"point {a} {b} {p is v}"
        case None:
            return "none"
        case _:
            return "other"


for v in (1, -5, "s", [], [1], (1, 2, 3), {"kind": "k", "z": 1}, Point(0, 3), Point(1, 2), None, 2.5):
    print(describe(v))  # expect: bit
    # expect: negative -5
    # expect: text
    # expect: empty
    # expect: one 1
    # expect: 1 then [2, 3]
    # expect: k {'z': 1}
    # expect: on axis 3
    # expect: point 1 2 True
    # expect: none
    # expect: other

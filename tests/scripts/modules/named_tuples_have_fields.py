from collections import namedtuple

P = namedtuple("P", "x y", defaults=[5])
p = P(1)
print(p, p._asdict(), p._replace(x=3), P._fields, p.x + p.y, P._make([7, 8]), P.__doc__, p == (1, 5), P.__module__)
for attempt in (
    lambda: P(), lambda: P(1, 2, 3), lambda: P(z=1), lambda: namedtuple("A", "1x"), lambda: namedtuple("A", "def"),
    lambda: namedtuple("A", "x x"), lambda: p._replace(q=1), lambda: setattr(p, "x", 3),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)

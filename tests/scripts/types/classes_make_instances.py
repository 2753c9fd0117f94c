class Point:
    """A place."""

    dimension = 2

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def moved(self, dx):
        return Point(self.x + dx, self.y)


p = Point(1)
q = p.moved(5)
print(p.x, q.x, q.y, Point.dimension, p.dimension, Point.__name__, p.__class__ is Point, p.__dict__)
# expect: 1 6 0 2 2 Point True {'x': 1, 'y': 0}
p.dimension = 3
p.extra = "new"
print(p.dimension, q.dimension, p.__dict__, Point.moved(p, 1).x)
# expect: 3 2 {'x': 1, 'y': 0, 'dimension': 3, 'extra': 'new'} 2
m = p.moved
print(m(9).x, type(p).__doc__)  # expect: 10 A place.

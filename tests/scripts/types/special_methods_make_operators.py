class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k) if isinstance(k, (int, float)) else NotImplemented

    __rmul__ = __mul__

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __abs__(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    def __bool__(self):
        return bool(self.x or self.y)

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self


a, b = Vector(1, 2), Vector(3, 4)
print(a + b, b - a, a * 2, 3 * a, a @ b, -a, abs(b), bool(Vector(0, 0)), a == Vector(1, 2), a != b)
# expect: Vector(4, 6) Vector(2, 2) Vector(2, 4) Vector(3, 6) 11 Vector(-1, -2) 5.0 False True True
c = a
a += b
print(a, c is a)  # expect: Vector(4, 6) True
try:
    a * "x"
except TypeError as e:
    print(e)  # expect: can't multiply sequence by non-int of type 'Vector'
try:
    hash(a)
except TypeError as e:
    print(e)  # expect: unhashable type: 'Vector'

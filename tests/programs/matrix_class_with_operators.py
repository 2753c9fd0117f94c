"""A matrix class with all the operators, and a 2D vector, as in every 'dunder methods' tutorial."""
from __future__ import annotations

import functools
import math
import operator


class Matrix:
    __slots__ = ("rows", "shape")

    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
        widths = {len(r) for r in self.rows}
        if len(widths) != 1:
            raise ValueError("ragged rows")
        self.shape = len(self.rows), widths.pop()

    @classmethod
    def identity(cls, n: int) -> Matrix:
        return cls([int(i == j) for j in range(n)] for i in range(n))

    def __getitem__(self, key):
        if isinstance(key, tuple):
            i, j = key
            if isinstance(i, slice) or isinstance(j, slice):
                i = i if isinstance(i, slice) else slice(i, i + 1)
                j = j if isinstance(j, slice) else slice(j, j + 1)
                return Matrix(row[j] for row in self.rows[i])
            return self.rows[i][j]
        return self.rows[key]

    def __setitem__(self, key, value):
        i, j = key
        self.rows[i][j] = value

    def _zip(self, other, op):
        if not isinstance(other, Matrix):
            return NotImplemented
        if self.shape != other.shape:
            raise ValueError(f"shapes {self.shape} and {other.shape} differ")
        return Matrix(map(op, a, b) for a, b in zip(self.rows, other.rows))

    def __add__(self, other): return self._zip(other, operator.add)
    def __sub__(self, other): return self._zip(other, operator.sub)
    def __neg__(self): return -1 * self
    def __eq__(self, other): return isinstance(other, Matrix) and self.rows == other.rows
    __hash__ = None

    def __mul__(self, other):
        if isinstance(other, (int, float, complex)):
            return Matrix([x * other for x in row] for row in self.rows)
        return NotImplemented

    __rmul__ = __mul__

    def __matmul__(self, other: Matrix) -> Matrix:
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"cannot multiply {self.shape[0]}x{self.shape[1]} by {other.shape[0]}x{other.shape[1]}")
        cols = list(zip(*other.rows))
        return Matrix([sum(a * b for a, b in zip(r, c)) for c in cols] for r in self.rows)

    def __imatmul__(self, other):
        self.rows = (self @ other).rows
        return self

    def __pow__(self, n: int, mod=None):
        result, base = Matrix.identity(self.shape[0]), self
        while n:
            if n & 1:
                result = result @ base
            base, n = base @ base, n >> 1
        if mod is not None:
            result = Matrix([x % mod for x in r] for r in result.rows)
        return result

    @property
    def T(self):
        return Matrix(zip(*self.rows))

    def det(self):
        if self.shape == (1, 1):
            return self[0, 0]
        return sum((-1) ** j * self[0, j] * Matrix(r[:j] + r[j + 1:] for r in self.rows[1:]).det()
                   for j in range(self.shape[1]))

    def __iter__(self):
        for row in self.rows:
            yield from row

    def __contains__(self, x): return any(x in r for r in self.rows)
    def __len__(self): return math.prod(self.shape)
    def __bool__(self): return any(self)
    def __repr__(self): return f"{type(self).__name__}({self.rows!r})"

    def __str__(self):
        w = max(len(str(x)) for x in self)
        return "\n".join("[" + " ".join(f"{x:>{w}}" for x in row) + "]" for row in self.rows)

    def __format__(self, spec):
        return "\n".join(" ".join(format(x, spec) for x in row) for row in self.rows)


a = Matrix([[1, 2], [3, 4]])
b = Matrix([[0, 1], [1, 0]])
print(a + b, a - b, a @ b, 3 * a, sep="\n--\n")
print(repr(a.T), a.det(), -a == a * -1, len(a), 4 in a, bool(Matrix([[0]])))
fib = Matrix([[1, 1], [1, 0]])
print("fib(90) =", (fib ** 90)[0, 1], pow(fib, 100, 1000)[0])
a @= b
print(a, a[0], a[:, 1], a[1, 0], sep=" | ")
print(f"{Matrix([[math.pi, math.e], [1, 0.5]]):8.3f}")
for bad in (lambda: a @ Matrix([[1, 2, 3]]), lambda: Matrix([[1], [2, 3]]), lambda: a + 1, lambda: hash(a),
            lambda: setattr(a, "name", "x")):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)


@functools.total_ordering
class Vector:
    def __init__(self, *parts):
        self.parts = parts

    def __abs__(self): return math.hypot(*self.parts)
    def __eq__(self, other): return self.parts == other.parts
    def __lt__(self, other): return abs(self) < abs(other)
    def __hash__(self): return hash(self.parts)
    def __round__(self, n=0): return Vector(*(round(p, n) for p in self.parts))
    def __repr__(self): return "Vector(%s)" % ", ".join(map(str, self.parts))
    def __getattr__(self, name):
        if len(name) == 1 and name in "xyz" and (i := "xyz".index(name)) < len(self.parts):
            return self.parts[i]
        raise AttributeError(f"{type(self).__name__!r} has no {name!r}")


vs = [Vector(3, 4), Vector(1, 1), Vector(0, 2.345)]
print(sorted(vs), max(vs), Vector(3, 4) >= Vector(1, 1), len({Vector(1), Vector(1)}))
print(round(vs[2], 1), vs[0].x, getattr(vs[0], "z", "no z"))

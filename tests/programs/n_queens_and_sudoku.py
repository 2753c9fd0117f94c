"""Backtracking: N queens with generators and bit masks, and a sudoku solver."""
from itertools import permutations
import sys


def queens_permutations(n):
    cols = range(n)
    for vec in permutations(cols):
        if n == len(set(vec[i] + i for i in cols)) == len(set(vec[i] - i for i in cols)):
            yield vec


def queens_recursive(n, row=0, cols=0, diag1=0, diag2=0):
    if row == n:
        yield ()
        return
    free = ~(cols | diag1 | diag2) & ((1 << n) - 1)
    while free:
        bit = free & -free
        free ^= bit
        for rest in queens_recursive(n, row + 1, cols | bit, (diag1 | bit) << 1, (diag2 | bit) >> 1):
            yield (bit.bit_length() - 1,) + rest


def board(vec):
    print("\n".join('.' * i + 'Q' + '.' * (len(vec) - i - 1) for i in vec), end="\n\n")


first = next(queens_permutations(6))
board(first)
print({n: sum(1 for _ in queens_recursive(n)) for n in range(1, 8)})
assert sorted(queens_permutations(5)) == sorted(queens_recursive(5))

GRID = """
53..7....
6..195...
.98....6.
8...6...3
4..8.3..1
7...2...6
.6....28.
...419..5
....8..79
"""


class Sudoku:
    def __init__(self, text):
        self.cells = [0 if c == "." else int(c) for c in text if c.isdigit() or c == "."]
        if len(self.cells) != 81:
            raise ValueError(f"expected 81 cells, got {len(self.cells)}")
        self.steps = 0

    def __getitem__(self, at):
        row, col = at
        return self.cells[row * 9 + col]

    def __setitem__(self, at, value):
        row, col = at
        self.cells[9 * row + col] = value

    def candidates(self, row, col):
        used = set(self.cells[row * 9:row * 9 + 9]) | set(self.cells[col::9])
        r, c = row // 3 * 3, col // 3 * 3
        used |= {self[r + i, c + j] for i in range(3) for j in range(3)}
        return sorted(set(range(1, 10)) - used)

    def solve(self):
        self.steps += 1
        empty = [(len(self.candidates(*divmod(i, 9))), i) for i, v in enumerate(self.cells) if not v]
        if not empty:
            return True
        _, index = min(empty)
        row, col = divmod(index, 9)
        for value in self.candidates(row, col):
            self[row, col] = value
            if self.solve():
                return True
        self[row, col] = 0
        return False

    def __str__(self):
        rows = []
        for i in range(9):
            if i % 3 == 0 and i:
                rows.append("------+-------+------")
            row = self.cells[i * 9:(i + 1) * 9]
            rows.append(" | ".join(" ".join(map(str, row[j:j + 3])) for j in (0, 3, 6)))
        return "\n".join(rows)


s = Sudoku(GRID)
print(s.solve(), s.steps)
print(s)
try:
    Sudoku("12")
except ValueError as e:
    print(e, file=sys.stdout)

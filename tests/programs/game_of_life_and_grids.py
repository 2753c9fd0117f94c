"""Conway's life, a maze generator with a seed, flood fill, spiral matrix, magic squares: grids of all kinds."""
import random
from collections import Counter
from itertools import product


class Life:
    def __init__(self, cells):
        self.cells = frozenset(cells)

    @classmethod
    def parse(cls, text):
        return cls((r, c) for r, line in enumerate(text.split()) for c, ch in enumerate(line) if ch == "#")

    def step(self):
        counts = Counter((r + dr, c + dc) for r, c in self.cells for dr, dc in product((-1, 0, 1), repeat=2) if dr or dc)
        return Life(cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in self.cells))

    def __str__(self):
        rows = [r for r, _ in self.cells] or [0]
        cols = [c for _, c in self.cells] or [0]
        return "\n".join("".join(".#"[(r, c) in self.cells] for c in range(min(cols), max(cols) + 1))
                         for r in range(min(rows), max(rows) + 1))

    def __eq__(self, other): return self.cells == other.cells
    def __len__(self): return len(self.cells)
    def __hash__(self): return hash(self.cells)


glider = Life.parse(".#. ..# ###")
for generation in range(3):
    print(f"generation {generation}", glider, sep="\n")
    glider = glider.step()
blinker = Life.parse("###")
print("blinker", blinker != blinker.step(), blinker == blinker.step().step())
r_pentomino, seen = Life.parse(".## ##. .#."), []
for _ in range(50):
    seen.append(len(r_pentomino))
    r_pentomino = r_pentomino.step()
print("populations", seen[:12], "...", seen[-1])


def maze(width, height, rng):
    grid = [["#"] * (2 * width + 1) for _ in range(2 * height + 1)]
    stack = [(0, 0)]
    grid[1][1] = " "
    while stack:
        x, y = stack[-1]
        options = [(dx, dy) for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))
                   if 0 <= x + dx < width and 0 <= y + dy < height and grid[2 * (y + dy) + 1][2 * (x + dx) + 1] == "#"]
        if not options:
            stack.pop()
            continue
        dx, dy = rng.choice(options)
        grid[2 * y + 1 + dy][2 * x + 1 + dx] = grid[2 * (y + dy) + 1][2 * (x + dx) + 1] = " "
        stack.append((x + dx, y + dy))
    return grid


def flood(grid, r, c, mark):
    todo, filled = [(r, c)], 0
    while todo:
        r, c = todo.pop()
        if grid[r][c] == " ":
            grid[r][c] = mark
            filled += 1
            todo += [(r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)]
    return filled


grid = maze(9, 4, random.Random(2024))
print(*map("".join, grid), sep="\n")
print("reachable:", flood(grid, 1, 1, "."), "of", sum(row.count(".") for row in grid), "left", sum(row.count(" ") for row in grid))


def spiral(n):
    square = [[None] * n for _ in range(n)]
    r, c, dr, dc = 0, 0, 0, 1
    for k in range(n * n):
        square[r][c] = k
        if not (0 <= r + dr < n and 0 <= c + dc < n) or square[r + dr][c + dc] is not None:
            dr, dc = dc, -dr
        r, c = r + dr, c + dc
    return square


def magic(n):
    square = [[0] * n for _ in range(n)]
    r, c = 0, n // 2
    for k in range(1, n * n + 1):
        square[r][c] = k
        nr, nc = (r - 1) % n, (c + 1) % n
        if square[nr][nc]:
            nr, nc = (r + 1) % n, c
        r, c = nr, nc
    return square


for row in spiral(5):
    print(*(f"{x:2d}" for x in row))
m = magic(5)
sums = {sum(row) for row in m} | {sum(col) for col in zip(*m)} | {sum(m[i][i] for i in range(5))}
print(m[0], sums, [list(x) for x in zip(*m[::-1])][0])


def iterate(c, limit=9):
    z = 0j
    for i in range(limit):
        if abs(z) > 2:
            return i
        z = z * z + c
    return limit


for y in range(-8, 9, 2):
    print("".join(" .:-=+*#%@"[iterate(complex(x / 20, y / 8))] for x in range(-40, 21, 2)).rstrip())

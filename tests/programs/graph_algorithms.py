"""Graphs: BFS, DFS, Dijkstra, topological sort, union-find, Kruskal, A* on a grid."""
from collections import defaultdict, deque
from heapq import heappush, heappop
from math import inf


class Graph:
    def __init__(self, directed=False):
        self.adj = defaultdict(dict)
        self.directed = directed

    @classmethod
    def from_edges(cls, edges, **kw):
        g = cls(**kw)
        for u, v, *w in edges:
            g.add_edge(u, v, *w)
        return g

    def add_edge(self, u, v, weight=1):
        self.adj[u][v] = weight
        self.adj[v]
        if not self.directed:
            self.adj[v][u] = weight

    def __iter__(self):
        return iter(self.adj)

    def __len__(self):
        return len(self.adj)

    def bfs(self, start):
        seen, todo = {start}, deque([start])
        while todo:
            u = todo.popleft()
            yield u
            for v in sorted(self.adj[u]):
                if v not in seen:
                    seen.add(v)
                    todo.append(v)

    def dfs(self, u, seen=None):
        if seen is None:
            seen = set()
        seen.add(u)
        yield u
        for v in sorted(self.adj[u]):
            if v not in seen:
                yield from self.dfs(v, seen)

    def dijkstra(self, source):
        dist = dict.fromkeys(self.adj, inf)
        prev = {}
        dist[source] = 0
        heap = [(0, source)]
        while heap:
            d, u = heappop(heap)
            if d > dist[u]:
                continue
            for v, w in self.adj[u].items():
                if (nd := d + w) < dist[v]:
                    dist[v], prev[v] = nd, u
                    heappush(heap, (nd, v))
        return dist, prev


def path(prev, target):
    way = [target]
    while way[-1] in prev:
        way.append(prev[way[-1]])
    return way[::-1]


def topological(deps):
    order, state = [], {}

    def visit(node):
        match state.get(node):
            case "done":
                return
            case "open":
                raise ValueError(f"cycle at {node!r}")
        state[node] = "open"
        for d in deps.get(node, ()):
            visit(d)
        state[node] = "done"
        order.append(node)

    for node in deps:
        visit(node)
    return order


class DisjointSet:
    def __init__(self):
        self.parent = {}

    def find(self, x):
        self.parent.setdefault(x, x)
        while self.parent[x] != x:
            self.parent[x] = x = self.parent[self.parent[x]]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        self.parent[a] = b
        return True


edges = [("A", "B", 7), ("A", "D", 5), ("B", "C", 8), ("B", "D", 9), ("B", "E", 7), ("C", "E", 5),
         ("D", "E", 15), ("D", "F", 6), ("E", "F", 8), ("E", "G", 9), ("F", "G", 11)]
g = Graph.from_edges(edges)
print("BFS", "".join(g.bfs("A")), "DFS", "".join(g.dfs("A")), "size", len(g))
dist, prev = g.dijkstra("A")
for node in sorted(g):
    print(f"{node}: {dist[node]:>3} via {' -> '.join(path(prev, node))}")
ds = DisjointSet()
tree = [(u, v, w) for u, v, w in sorted(edges, key=lambda e: e[2]) if ds.union(u, v)]
print("MST", tree, sum(w for *_, w in tree))
print(topological({"app": ["db", "web"], "web": ["http", "html"], "db": ["sql"], "http": []}))
try:
    topological({"a": ["b"], "b": ["c"], "c": ["a"]})
except ValueError as e:
    print("ValueError:", e)

MAZE = """\
S.#.....
..#.###.
..#.#...
....#.#.
###.#.#G
......#.""".splitlines()


def a_star(grid):
    find = lambda ch: next((r, c) for r, row in enumerate(grid) for c, x in enumerate(row) if x == ch)
    start, goal = find("S"), find("G")
    h = lambda p: abs(p[0] - goal[0]) + abs(p[1] - goal[1])
    heap, came, cost = [(h(start), 0, start)], {start: None}, {start: 0}
    while heap:
        _, g, cur = heappop(heap)
        if cur == goal:
            way = []
            while cur:
                way.append(cur)
                cur = came[cur]
            return way[::-1]
        r, c = cur
        for nr, nc in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
            if 0 <= nr < len(grid) and 0 <= nc < len(grid[0]) and grid[nr][nc] != "#":
                if g + 1 < cost.get((nr, nc), inf):
                    cost[nr, nc] = g + 1
                    came[nr, nc] = cur
                    heappush(heap, (g + 1 + h((nr, nc)), g + 1, (nr, nc)))


way = a_star(MAZE)
for r, row in enumerate(MAZE):
    print("".join("*" if (r, c) in way and ch == "." else ch for c, ch in enumerate(row)))
print(len(way) - 1, "steps")

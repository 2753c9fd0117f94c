"""Divide and conquer with threads: merge sort, matrix product, word histogram; results equal the serial ones."""
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from heapq import merge
from queue import SimpleQueue


class SortThread(threading.Thread):
    active = 0
    lock = threading.Lock()

    def __init__(self, data, depth):
        super().__init__()
        self.data, self.depth = data, depth
        self.result = None
        with SortThread.lock:
            SortThread.active += 1

    def run(self):
        if self.depth == 0 or len(self.data) < 2:
            self.result = sorted(self.data)
            return
        middle = len(self.data) // 2
        halves = [SortThread(part, self.depth - 1) for part in (self.data[:middle], self.data[middle:])]
        for half in halves:
            half.start()
        for half in halves:
            half.join()
        self.result = list(merge(*(h.result for h in halves)))


random.seed(7)
data = [random.randrange(1000) for _ in range(400)]
top = SortThread(data, 3)
top.start()
top.join()
print(top.result == sorted(data), top.result[:5], SortThread.active, "threads")


def multiply_row(row, columns):
    return [sum(a * b for a, b in zip(row, column)) for column in columns]


def multiply(a, b, workers=4):
    columns = list(zip(*b))
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(multiply_row, a, [columns] * len(a)))


a = [[i * j % 7 for j in range(8)] for i in range(8)]
b = [[i + j for j in range(8)] for i in range(8)]
serial = [[sum(a[i][k] * b[k][j] for k in range(8)) for j in range(8)] for i in range(8)]
print(multiply(a, b) == serial, serial[3])


def partial_sums(numbers, out, number):
    out.put((number, sum(numbers)))


out = SimpleQueue()
pieces = [data[i::4] for i in range(4)]
threads = [threading.Thread(target=partial_sums, args=(p, out, i)) for i, p in enumerate(pieces)]
for t in threads:
    t.start()
for t in threads:
    t.join()
sums = dict(out.get() for _ in threads)
print([sums[i] for i in range(4)], sum(sums.values()) == sum(data))

shared = [0] * 10
locks = [threading.Lock() for _ in shared]


def bump(times, seed):
    rng = random.Random(seed)
    for _ in range(times):
        i = rng.randrange(10)
        with locks[i]:
            shared[i] += 1


threads = [threading.Thread(target=bump, kwargs={"times": 200, "seed": s}) for s in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
expected = [0] * 10
for s in range(5):
    rng = random.Random(s)
    for _ in range(200):
        expected[rng.randrange(10)] += 1
print(shared == expected, sum(shared), shared)

import sys


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def check(self):
        if self.left is None:
            return 1
        return 1 + self.left.check() + self.right.check()


def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def main(depth):
    long_lived = make(depth)
    total = 0
    for d in range(4, depth + 1, 4):
        for _ in range(1 << (depth - d + 2)):
            total += make(d).check()
    print(total, long_lived.check())


main(int(sys.argv[1]))

import sys

sys.setrecursionlimit(60)


def a():
    b()


def b():
    a()


try:
    a()
except RecursionError as e:
    print(e)

"""What tests of weak references share: objects that one can see to be whole, and a job that collects."""

import gc
import itertools

from _crew import check


class Pair:
    def __init__(self, number):
        self.number = number
        self.twice = 2 * number


def whole(pair):
    check(type(pair) is Pair and pair.twice == 2 * pair.number, pair)
    return pair


numbers = itertools.count()


def collect(me):
    gc.collect()

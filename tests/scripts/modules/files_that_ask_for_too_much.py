"""Sizes that no memory has, files that are initialised twice, iterators over too many things."""
import io
import itertools
import sys


def attempt(run):
    try:
        print(run())
    except (MemoryError, OverflowError) as error:
        print("too much")


attempt(lambda: io.FileIO(__file__).read(1 << 60))
attempt(lambda: open(__file__, "rb", buffering=1 << 60).read(1))
attempt(lambda: io.BufferedReader(io.BytesIO(b"abc"), 1 << 60).read(1))
attempt(lambda: next(itertools.product([1, 2], repeat=1 << 62)))
attempt(lambda: next(itertools.product([1, 2], repeat=3)))

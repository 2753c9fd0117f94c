# cpython: skip a deep alias overflows the stack there
"""Objects of built-in types inside each other, very deep or in a circle."""
import functools

circle = functools.partial(len)
circle.__setstate__((circle, (), {}, {}))
try:
    circle()
except RecursionError:
    print("a circle of partials")

alias = int
for _ in range(100_000):
    alias = list[alias]
try:
    print(len(alias.__parameters__))
except RecursionError:
    print("deep aliases")

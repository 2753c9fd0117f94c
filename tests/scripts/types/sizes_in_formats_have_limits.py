"""Precisions and tab sizes beyond a C int are refused."""
import sys

for run in (lambda: "%.*d" % (2**31, 1), lambda: "%.*x" % (sys.maxsize, 1), lambda: "\t".expandtabs(2**31),
            lambda: b"\t".expandtabs(-2**40), lambda: "%.*d" % (5, 42), lambda: "a\tb".expandtabs(4)):
    try:
        print(run())
    except OverflowError as error:
        print("OverflowError", error)

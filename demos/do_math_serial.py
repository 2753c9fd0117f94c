"""A computation in one thread: the time to beat."""

import datetime
import math
import sys


def main():
    num = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000_000

    do_math(1)

    t0 = datetime.datetime.now()
    do_math(num=num)
    dt = datetime.datetime.now() - t0

    print(f"Done in {dt.total_seconds():,.2f} sec.")


def do_math(start=0, num=10):
    pos = start
    k_sq = 1000 * 1000
    while pos < num:
        pos += 1
        math.sqrt((pos - k_sq) * (pos - k_sq))


if __name__ == "__main__":
    main()

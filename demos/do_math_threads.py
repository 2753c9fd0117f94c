"""The same computation, split over as many threads as the machine has processors. Is it faster?"""

import datetime
import math
import multiprocessing
import sys
from threading import Thread


def main():
    num = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000_000
    processor_count = int(sys.argv[2]) if len(sys.argv) > 2 else multiprocessing.cpu_count()

    do_math(1)

    print(f"Doing math on {processor_count:,} threads.")
    t0 = datetime.datetime.now()

    threads = []
    for n in range(1, processor_count + 1):
        threads.append(
            Thread(
                target=do_math,
                args=(num * (n - 1) / processor_count, num * n / processor_count),
                daemon=True,
            )
        )

    [t.start() for t in threads]
    [t.join() for t in threads]

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

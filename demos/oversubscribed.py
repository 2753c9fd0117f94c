"""The same work split over 1, 2, 4, ... 64 threads: what do more threads than processors cost?

    oversubscribed.py [STEPS] [MOST]          steps of the computation (6,000,000), most threads (64)
"""

import math
import multiprocessing
import sys
import time
from threading import Thread


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 6_000_000
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 64
    processors = multiprocessing.cpu_count()

    compute(0, min(steps, 1000))
    print(f"{steps:,} steps on {processors} processors.\n")
    print(f"  {'threads':>7}  {'seconds':>8}  {'speed-up':>8}")
    alone = None
    for threads in powers_of_two(most):
        seconds = run(steps, threads)
        alone = alone or seconds
        speed_up = alone / seconds
        bar = "#" * min(22, max(1, round(20 * speed_up / processors)))
        note = "<- one for each processor" if threads == processors else ""
        print(f"  {threads:>7}  {seconds:>8.3f}  {speed_up:>7.2f}x  {bar:<22} {note}".rstrip(), flush=True)


def powers_of_two(most):
    number = 1
    while number <= most:
        yield number
        number *= 2


def run(steps, threads):
    bounds = [steps * n // threads for n in range(threads + 1)]
    crew = [Thread(target=compute, args=(bounds[n], bounds[n + 1])) for n in range(threads)]
    began = time.perf_counter()
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    return time.perf_counter() - began


def compute(start, end):
    position = start
    while position < end:
        position += 1
        math.sqrt(position * position)


if __name__ == "__main__":
    main()

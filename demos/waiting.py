"""Requests that wait, in 1, 2, 4, ... threads: threads help, lock or not, until they have to compute.

    waiting.py [SECONDS] [MOST]               how long a request waits (0.05), most threads (16)

Each of 16 requests waits for its answer; in the second column it computes for as long as it waited, too.
"""

import sys
import time
from threading import Lock, Thread

REQUESTS = 16


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.05
    most = int(sys.argv[2]) if len(sys.argv) > 2 else REQUESTS
    steps = calibrate(seconds)

    print(f"{REQUESTS} requests, {seconds * 1000:g} ms of waiting each.\n")
    print(f"  {'threads':>7}  {'only waiting':<32}  {'waiting and computing':<32}")
    alone = None
    threads = 1
    while threads <= most:
        waited = run(threads, seconds, 0)
        both = run(threads, seconds, steps)
        alone = alone or both
        print(f"  {threads:>7}  {show(waited, alone):<32}  {show(both, alone):<32}".rstrip(), flush=True)
        threads *= 2


def show(seconds, longest):
    return f"{seconds:>6.2f} s {'#' * max(1, round(22 * min(seconds / longest, 1.0)))}"


def calibrate(seconds):
    """How many steps a thread computes in this time."""
    steps = 1000
    while True:
        began = time.perf_counter()
        compute(steps)
        took = time.perf_counter() - began
        if took > seconds / 4:
            return round(steps * seconds / took)
        steps *= 2


def run(threads, seconds, steps):
    left = list(range(REQUESTS))
    lock = Lock()

    def work():
        while True:
            with lock:
                if not left:
                    return
                left.pop()
            time.sleep(seconds)
            compute(steps)

    crew = [Thread(target=work) for _ in range(threads)]
    began = time.perf_counter()
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    return time.perf_counter() - began


def compute(steps):
    total = 0
    for i in range(steps):
        total += i * i


if __name__ == "__main__":
    main()

"""Two threads compute under the lock: what does a shorter switch interval cost, what does a longer one?

    intervals.py [SECONDS] [THREADS]          seconds for each interval (0.3), threads that compute (2)

The bar is how much work all threads together did. The last column is the longest time that a further thread,
which only wants to look at the clock every millisecond, had to wait for that.
"""

import sys
import time
from threading import Thread

INTERVALS = [1e-6, 3e-6, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1.0]
WIDTH = 36


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.3
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2

    usual = sys.getswitchinterval()
    most, _ = measure(seconds, 1, usual, watched=False)
    print(f"{threads} threads compute; one thread alone did {most:,.0f} rounds a second.\n")
    print(f"  {'interval':>8}  {'work':>5}  {'':{WIDTH}}  {'longest wait':>12}")
    for interval in INTERVALS:
        rate, wait = measure(seconds, threads, interval, watched=True)
        share = rate / most
        bar = "#" * min(WIDTH, round(WIDTH * min(share, 1.0)))
        print(f"  {show_time(interval):>8}  {share:>5.0%}  {bar:<{WIDTH}}  {show_time(wait):>12}", flush=True)
    sys.setswitchinterval(usual)


stop = False
rounds = []


def measure(seconds, threads, interval, watched):
    """Rounds a second of all threads together, and the longest delay of the watching thread."""
    global stop
    stop = False
    rounds[:] = [0] * threads
    delays = [0.0]
    sys.setswitchinterval(interval)
    crew = [Thread(target=compute, args=(n,)) for n in range(threads)]
    if watched:
        crew.append(Thread(target=watch, args=(delays,)))
    began = time.perf_counter()
    for thread in crew:
        thread.start()
    time.sleep(seconds)
    stop = True
    took = time.perf_counter() - began
    for thread in crew:
        thread.join()
    return sum(rounds) / took, max(delays)


def compute(number):
    while not stop:
        total = 0
        for i in range(100):
            total += i * i
        rounds[number] += 1


def watch(delays):
    while not stop:
        began = time.perf_counter()
        time.sleep(0.001)
        delays.append(time.perf_counter() - began - 0.001)


def show_time(seconds):
    seconds = max(seconds, 0)
    if seconds >= 1:
        return f"{seconds:.2g} s"
    if seconds >= 0.001:
        return f"{seconds * 1e3:.3g} ms"
    return f"{seconds * 1e6:.3g} us"


if __name__ == "__main__":
    main()

"""Four threads count together. Does every count arrive?

    race_counter.py [COUNTS] [THREADS]        counts of each thread (2,000,000), threads (4)

`counter += 1` reads, adds and writes. What another thread writes in between is lost.
"""

import sys
from threading import Lock, Thread


class Account:
    balance = 0


counter = 0
account = Account()
cells = [0]
lock = Lock()
ready = []


def main():
    counts = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 4

    print(f"{threads} threads count {counts:,} times each: {threads * counts:,} in all; a tenth with the lock.\n")
    show("counter += 1", count_global, lambda: counter, counts, threads)
    show("account.balance += 1", count_attribute, lambda: account.balance, counts, threads)
    show("cells[0] += 1", count_item, lambda: cells[0], counts, threads)
    show("with lock: cells[0] += 1", count_locked, lambda: cells[0], counts // 10, threads)


def show(what, count, result, counts, threads):
    global counter
    counter = account.balance = cells[0] = 0
    ready.clear()
    crew = [Thread(target=count, args=(counts, threads)) for _ in range(threads)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    expected = threads * counts
    lost = expected - result()
    bar = "#" * round(20 * result() / expected)
    print(f"  {what:<26}{result():>11,}  {bar:<20}  {lost:>9,} lost", flush=True)


def start_together(threads):
    ready.append(True)
    while len(ready) < threads:  # no waiting: who waits is slow to come back
        pass


def count_global(counts, threads):
    global counter
    start_together(threads)
    for _ in range(counts):
        counter += 1


def count_attribute(counts, threads):
    start_together(threads)
    for _ in range(counts):
        account.balance += 1


def count_item(counts, threads):
    start_together(threads)
    for _ in range(counts):
        cells[0] += 1


def count_locked(counts, threads):
    start_together(threads)
    for _ in range(counts):
        with lock:
            cells[0] += 1


if __name__ == "__main__":
    main()

"""Threads that do nothing but compute, so that the lock changes hands only because somebody asks for it."""

from threading import Thread

progress = [0] * 5
done = False


def compute(number):
    while not done:
        progress[number] += 1


def let_all_compute(least=1000):
    """Waits, computing too, until every thread has come so much further."""
    before = list(progress)
    while min(now - then for now, then in zip(progress, before)) < least:
        pass


def run(meanwhile=let_all_compute):
    """Starts the threads, calls `meanwhile`, and ends them; returns what it returned."""
    global done
    threads = [Thread(target=compute, args=(n,), name=f"computes {n}") for n in range(len(progress))]
    for thread in threads:
        thread.start()
    result = meanwhile()
    done = True
    for thread in threads:
        thread.join()
    return result

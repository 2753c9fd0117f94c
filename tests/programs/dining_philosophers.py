#!/usr/bin/env python3
# Dining philosophers, deadlock avoided by ordering the forks.
import threading
import time


class Fork:
    def __init__(self, number):
        self.number = number
        self.lock = threading.Lock()

    def __lt__(self, other):
        return self.number < other.number

    def __enter__(self):
        self.lock.acquire()
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.lock.release()

    def __repr__(self):
        return "Fork(%r)" % self.number


class Philosopher(threading.Thread):
    running = True

    def __init__(self, name, left, right):
        threading.Thread.__init__(self)
        self.name = name
        self.first, self.second = sorted([left, right])
        self.meals = 0

    def run(self):
        for _ in range(20):
            self.think()
            self.dine()

    def think(self):
        time.sleep(0.0001)

    def dine(self):
        with self.first, self.second:
            self.meals += 1


def main():
    names = ('Aristotle', 'Kant', 'Buddha', 'Marx', 'Russel')
    forks = [Fork(n) for n in range(len(names))]
    table = [Philosopher(name, forks[i], forks[(i + 1) % len(names)]) for i, name in enumerate(names)]

    for p in table:
        print(f"{p.name:>10} takes {p.first} and then {p.second}")
    for p in table:
        p.start()
    for p in table:
        p.join()
    for p in table:
        print("{0.name} has eaten {0.meals} times".format(p))
    assert not any(f.lock.locked() for f in forks)
    print("All philosophers are full, nobody starved.")


if __name__ == "__main__":
    main()

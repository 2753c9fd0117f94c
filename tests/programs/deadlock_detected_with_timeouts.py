"""Two locks taken in opposite order: a deadlock that is noticed by a timeout, and the ways out of it."""
import threading
import time


class Resource:
    def __init__(self, name):
        self.name, self.lock = name, threading.Lock()


a, b = Resource("A"), Resource("B")
both_hold_one = threading.Barrier(2)
report = {}


def grab(first, second, patience):
    me = threading.current_thread().name
    with first.lock:
        both_hold_one.wait()
        if second.lock.acquire(timeout=patience):
            second.lock.release()
            report[me] = f"got {first.name} and {second.name}"
        else:
            report[me] = f"gave up waiting for {second.name} while holding {first.name}"
        both_hold_one.wait()


t1 = threading.Thread(target=grab, args=(a, b, 0.01), name="t1")
t2 = threading.Thread(target=grab, args=(b, a, 0.02), name="t2")
t1.start(); t2.start()
t1.join(); t2.join()
for name in sorted(report):
    print(name, report[name])


def ordered(*resources):
    "Takes locks in a global order, so no circle can form."
    held = sorted(resources, key=lambda r: r.name)
    for r in held:
        r.lock.acquire()
    return held


def work(x, y, n, log):
    for i in range(n):
        held = ordered(x, y)
        try:
            log.append((x.name, y.name))
        finally:
            for r in reversed(held):
                r.lock.release()


log = []
workers = [threading.Thread(target=work, args=args) for args in [(a, b, 50, log), (b, a, 50, log)]]
for w in workers:
    w.start()
for w in workers:
    w.join()
print("ordered:", len(log), log.count(("A", "B")), log.count(("B", "A")))


def try_and_back_off(x, y, done):
    attempts = 0
    while True:
        attempts += 1
        with x.lock:
            if y.lock.acquire(blocking=False):
                try:
                    done.append(threading.current_thread().name)
                    return attempts
                finally:
                    y.lock.release()
        time.sleep(0.0001 * attempts)


done = []
workers = [threading.Thread(target=try_and_back_off, args=(x, y, done), name=n)
           for x, y, n in [(a, b, "left"), (b, a, "right")]]
for w in workers:
    w.start()
for w in workers:
    w.join()
print("backed off:", sorted(done))

r = threading.RLock()
with r, r:
    print("an RLock may be taken twice")
l = threading.Lock()
l.acquire()
print("a Lock may not:", l.acquire(timeout=0.01), l.locked())
print(a.lock.locked(), b.lock.locked())

# seconds: 180
import gc
import queue
import threading
from _crew import check, run

ended = [0] * 8


def family(me):
    results = []
    children = [threading.Thread(target=lambda n=n: results.append([n] * 50)) for n in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    check(sorted(len(r) for r in results) == [50, 50, 50], "a result is missing")
    check(not any(child.is_alive() for child in children), "a joined thread lives")
    ended[me] += 3


def collect(me):
    gc.collect()
    [[n] for n in range(2000)]


def pass_on(me):
    channel = queue.Queue(maxsize=2)
    result = []

    def consume():
        while (item := channel.get()) is not None:
            result.append(item)

    consumer = threading.Thread(target=consume)
    consumer.start()
    for n in range(10):
        channel.put({"n": n})
    channel.put(None)
    consumer.join()
    check([item["n"] for item in result] == list(range(10)), "another order", result)


condition = threading.Condition()
semaphore = threading.Semaphore(2)
inside = [0]
lock = threading.RLock()
total = 0


def use_locks(me):
    global total
    with semaphore:
        with lock:
            with lock:
                inside[0] += 1
                check(inside[0] <= 2, "too many inside")
        with lock:
            inside[0] -= 1
    with condition:
        condition.notify_all()
        condition.wait(0.0001)
    event = threading.Event()
    helper = threading.Timer(0, event.set)
    helper.start()
    check(event.wait(20), "an event was lost")
    helper.join()


print(run(family, collect, pass_on, use_locks))  # expect: []
print(threading.active_count(), inside)  # expect: 1 [0]

# Crowds.
started = threading.Barrier(201)
crowd = [threading.Thread(target=started.wait) for _ in range(200)]
[t.start() for t in crowd]
started.wait()
[t.join() for t in crowd]
print(threading.active_count())  # expect: 1

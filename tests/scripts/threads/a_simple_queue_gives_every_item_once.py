import queue
import sys
import threading

simple = queue.SimpleQueue()
print(type(simple), queue.Empty, queue.SimpleQueue[int])  # expect: <class '_queue.SimpleQueue'> <class '_queue.Empty'> _queue.SimpleQueue[int]

PER_THREAD = 500
taken = []


def put(first):
    for i in range(first, first + PER_THREAD):
        simple.put(i)


def get():
    mine = []
    while (item := simple.get()) is not None:
        mine.append(item)
    taken.extend(mine)


def get_soon():
    mine = []
    while True:
        try:
            item = simple.get(timeout=0.001)
        except queue.Empty:
            continue
        if item is None:
            break
        mine.append(item)
    taken.extend(mine)


getters = [threading.Thread(target=target) for target in (get, get, get_soon, get_soon)]
putters = [threading.Thread(target=put, args=(n * PER_THREAD,)) for n in range(4)]
for thread in getters + putters:
    thread.start()
for thread in putters:
    thread.join()
for _ in getters:
    simple.put(None)
for thread in getters:
    thread.join()
print(sorted(taken) == list(range(4 * PER_THREAD)), simple.empty(), simple.qsize())  # expect: True True 0

one = queue.SimpleQueue()
for i in range(5):
    one.put(i, False, None)
print([one.get() for _ in range(2)], one.get_nowait(), one.get(block=False), one.qsize())  # expect: [0, 1] 2 3 1
one.get()
for call in one.get_nowait, lambda: one.get(False), lambda: one.get(True, 0.01), lambda: one.get(timeout=-1):
    try:
        call()
    except (queue.Empty, ValueError) as error:
        print(type(error).__name__, error)
# expect: Empty 
# expect: Empty 
# expect: Empty 
# expect: ValueError 'timeout' must be a non-negative number

native = queue
del sys.modules["queue"]
sys.modules["_queue"] = None  # which refuses the import
import queue

plain = queue.SimpleQueue()
plain.put(1)
print(queue.SimpleQueue is native.SimpleQueue, plain.get(), queue.Empty is native.Empty)  # expect: False 1 False

import threading

counter = 0
lock = threading.Lock()


def add():
    global counter
    for _ in range(2000):
        with lock:
            value = counter
            counter = value + 1


threads = [threading.Thread(target=add) for _ in range(6)]
[t.start() for t in threads]
[t.join() for t in threads]
print(counter, lock.locked())  # expect: 12000 False

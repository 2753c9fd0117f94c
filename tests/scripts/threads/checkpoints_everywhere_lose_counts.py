# cpython: skip since 3.10 CPython has no checkpoint between reading and writing
# discipline: on
# carriers: os
# options: --switch-every 1009
from threading import Lock, Thread

counter = locked = 0
lock = Lock()
ready = []


def count():
    global counter, locked
    ready.append(True)
    while len(ready) < 3:
        pass
    for _ in range(20_000):
        counter += 1
    for _ in range(20_000):
        with lock:
            locked += 1


threads = [Thread(target=count) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(0 < counter < 60_000, locked)  # expect: True 60000

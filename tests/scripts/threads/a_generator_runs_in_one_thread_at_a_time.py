import threading
import time


def numbers():
    yield 1
    time.sleep(0.2)
    yield 2


g = numbers()
next(g)
t = threading.Thread(target=lambda: next(g))
t.start()
time.sleep(0.05)
try:
    next(g)
except ValueError as e:
    print(e)  # expect: generator already executing
t.join()

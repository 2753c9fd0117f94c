import threading

lock = threading.Lock()
try:
    with lock:
        raise ValueError
except ValueError:
    print(lock.locked())  # expect: False

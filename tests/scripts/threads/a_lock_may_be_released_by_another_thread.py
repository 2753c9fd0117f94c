import threading

lock = threading.Lock()
lock.acquire()
t = threading.Thread(target=lock.release)
t.start()
print(lock.acquire(timeout=10))  # expect: True
t.join()

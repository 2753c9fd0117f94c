import threading

lock = threading.RLock()
depth = 0


def recurse(n):
    global depth
    with lock:
        depth += 1
        if n:
            recurse(n - 1)


threads = [threading.Thread(target=recurse, args=(20,)) for _ in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(depth)  # expect: 84
try:
    lock.release()
except RuntimeError as e:
    print(e)  # expect: cannot release un-acquired lock

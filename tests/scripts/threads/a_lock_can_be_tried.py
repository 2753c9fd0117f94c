import threading

lock = threading.Lock()
print(lock.acquire(), lock.locked(), lock.acquire(blocking=False), lock.acquire(False), lock.acquire(timeout=0.01))
# expect: True True False False False
lock.release()
print(lock.locked())  # expect: False
with lock as entered:
    print(entered)  # expect: True
for bad in (lock.release, lambda: lock.acquire(False, 1), lambda: lock.acquire(True, -2)):
    try:
        bad()
    except (RuntimeError, ValueError) as e:
        print(e)  # expect: release unlocked lock
        # expect: can't specify a timeout for a non-blocking call
        # expect: timeout value must be positive

import threading
import time

semaphore = threading.Semaphore(3)
guard = threading.Lock()
inside = most = 0


def visit():
    global inside, most
    with semaphore:
        with guard:
            inside += 1
            most = max(most, inside)
        time.sleep(0.005)
        with guard:
            inside -= 1


threads = [threading.Thread(target=visit) for _ in range(10)]
[t.start() for t in threads]
[t.join() for t in threads]
print(most <= 3, inside)  # expect: True 0
print(semaphore.acquire(blocking=False), semaphore.acquire(timeout=1), semaphore.acquire(), semaphore.acquire(timeout=0.01))
# expect: True True True False

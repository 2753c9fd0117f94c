import threading

s = threading.BoundedSemaphore(2)
s.acquire()
s.release()
try:
    s.release()
except ValueError as e:
    print(e)  # expect: Semaphore released too many times
try:
    threading.Semaphore(-1)
except ValueError as e:
    print(e)  # expect: semaphore initial value must be >= 0

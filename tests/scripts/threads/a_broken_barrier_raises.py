import threading

barrier = threading.Barrier(2)
try:
    barrier.wait(timeout=0.01)
except threading.BrokenBarrierError as e:
    print("broken", barrier.broken)  # expect: broken True
barrier.reset()
print(barrier.broken)  # expect: False
barrier.abort()
try:
    barrier.wait()
except threading.BrokenBarrierError:
    print("aborted")  # expect: aborted

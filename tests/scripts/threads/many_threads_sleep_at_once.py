# A hundred threads wait for one another, then sleep: none keeps another from getting there.
import threading
import time

COUNT = 100
everybody = threading.Barrier(COUNT)
awake = []


def sleeper():
    everybody.wait()
    time.sleep(0.01)
    awake.append(1)


threads = [threading.Thread(target=sleeper) for _ in range(COUNT)]
[t.start() for t in threads]
[t.join() for t in threads]
print(len(awake))  # expect: 100

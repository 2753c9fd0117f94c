import threading
import time

count = 200
began = time.monotonic()
threads = [threading.Thread(target=time.sleep, args=(0.1,)) for _ in range(count)]
[t.start() for t in threads]
[t.join() for t in threads]
print(time.monotonic() - began < 10)  # expect: True

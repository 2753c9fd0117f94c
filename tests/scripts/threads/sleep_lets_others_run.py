import threading
import time

order = []


def sleeper(name, seconds):
    time.sleep(seconds)
    order.append(name)


threads = [threading.Thread(target=sleeper, args=(n, s)) for n, s in (("slow", 0.3), ("quick", 0.05), ("middle", 0.15))]
[t.start() for t in threads]
[t.join() for t in threads]
print(order)  # expect: ['quick', 'middle', 'slow']

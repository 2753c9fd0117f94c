import random
import threading
import time

picked = []


def pick():
    for _ in range(50):
        picked.append(random.choice([1, 2, 3]) + random.randint(0, 4) + random.random())
        time.sleep(0)


threads = [threading.Thread(target=pick) for _ in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(len(picked), all(1 <= p < 8 for p in picked))  # expect: 200 True

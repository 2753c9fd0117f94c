# seconds: 120
import threading

alive = []


def brief(n):
    alive.append([n] * 10)


for wave in range(30):
    threads = [threading.Thread(target=brief, args=(n,)) for n in range(20)]
    [t.start() for t in threads]
    [t.join() for t in threads]
print(len(alive), threading.active_count())  # expect: 600 1

# seconds: 180
import threading
import time

gate, through = threading.Event(), []


def work(n):
    gate.wait()
    time.sleep(0.001)
    through.append([n])


threads = [threading.Thread(target=work, args=(n,)) for n in range(1000)]
for t in threads:
    t.start()
print(threading.active_count())  # expect: 1001
gate.set()
for t in threads:
    t.join()
print(len(through), sum(n for n, in through), threading.active_count())  # expect: 1000 499500 1

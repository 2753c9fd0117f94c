import threading
import time

c = threading.Condition()
waiting = 0
woken = []


def waiter(n):
    global waiting
    with c:
        waiting += 1
        c.wait()
        woken.append(n)


threads = [threading.Thread(target=waiter, args=(n,)) for n in range(4)]
[t.start() for t in threads]
while waiting < 4:
    time.sleep(0.001)
with c:
    c.notify(2)
while len(woken) < 2:
    time.sleep(0.001)
time.sleep(0.02)
print(len(woken))  # expect: 2
with c:
    c.notify_all()
[t.join() for t in threads]
print(sorted(woken))  # expect: [0, 1, 2, 3]

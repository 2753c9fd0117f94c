import threading

counts = [0, 0, 0]
stop = False


def compute(n):
    while not stop:
        counts[n] += 1


threads = [threading.Thread(target=compute, args=(n,)) for n in range(3)]
[t.start() for t in threads]
while min(counts) < 1000:
    pass
stop = True
[t.join() for t in threads]
print(min(counts) >= 1000)  # expect: True

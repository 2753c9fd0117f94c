import queue
import threading

q = queue.Queue(maxsize=2)
results = []


def worker():
    while True:
        item = q.get()
        if item is None:
            q.task_done()
            return
        results.append(item * item)
        q.task_done()


threads = [threading.Thread(target=worker) for _ in range(3)]
[t.start() for t in threads]
for n in range(20):
    q.put(n)
for _ in threads:
    q.put(None)
q.join()
[t.join() for t in threads]
print(sorted(results) == [n * n for n in range(20)], q.empty(), q.qsize())  # expect: True True 0

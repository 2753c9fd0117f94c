"""Producer/consumer, the classic way: a bounded queue and a sentinel for each consumer."""
import queue
import threading
import time
import random

BUF_SIZE = 5
N_ITEMS = 30
SENTINEL = object()

q = queue.Queue(BUF_SIZE)
results = []
results_lock = threading.Lock()


class ProducerThread(threading.Thread):
    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        super().__init__(group=group, target=target, name=name, daemon=daemon)
        self.args = args
        self.kwargs = kwargs or {}

    def run(self):
        start, stop = self.args
        for item in range(start, stop):
            q.put(item)
            if random.random() < 0.2:
                time.sleep(0.001)
        print_queue.put("%s is done, %d items put" % (self.name, stop - start))


class ConsumerThread(threading.Thread):
    def run(self):
        count = 0
        while True:
            item = q.get()
            try:
                if item is SENTINEL:
                    break
                with results_lock:
                    results.append((item, item ** 2))
                count += 1
            finally:
                q.task_done()
        print_queue.put(f"{self.name} is done")


print_queue = queue.Queue()

if __name__ == '__main__':
    producers = [ProducerThread(name='producer-%d' % i, args=(i * N_ITEMS, (i + 1) * N_ITEMS)) for i in range(3)]
    consumers = [ConsumerThread(name='consumer-%d' % i) for i in range(4)]
    for t in producers + consumers:
        t.start()
    for t in producers:
        t.join()
    for _ in consumers:
        q.put(SENTINEL)
    q.join()
    for t in consumers:
        t.join()

    messages = []
    while not print_queue.empty():
        messages.append(print_queue.get_nowait())
    for message in sorted(messages):
        print(message)

    results.sort()
    print("items:", len(results), "unique:", len(set(results)))
    print("first five:", results[:5])
    print("sum of squares: {:,}".format(sum(sq for _, sq in results)))
    print("queue empty?", q.empty(), "size", q.qsize(), "maxsize", q.maxsize)

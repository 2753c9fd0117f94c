import threading

condition = threading.Condition()
items = []
taken = []


def consumer():
    for _ in range(5):
        with condition:
            while not items:
                condition.wait()
            taken.append(items.pop(0))
            condition.notify_all()


def producer():
    for n in range(10):
        with condition:
            condition.wait_for(lambda: len(items) < 2)
            items.append(n)
            condition.notify_all()


threads = [threading.Thread(target=consumer) for _ in range(2)] + [threading.Thread(target=producer)]
[t.start() for t in threads]
[t.join() for t in threads]
print(taken, items)  # expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] []

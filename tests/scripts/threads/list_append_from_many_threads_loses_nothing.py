import threading

items = []


def fill(n):
    for i in range(1000):
        items.append((n, i))


threads = [threading.Thread(target=fill, args=(n,)) for n in range(6)]
[t.start() for t in threads]
[t.join() for t in threads]
print(len(items), len(set(items)), [i for n, i in items if n == 3] == list(range(1000)))
# expect: 6000 6000 True

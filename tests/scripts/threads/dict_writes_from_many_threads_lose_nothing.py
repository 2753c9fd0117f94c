import threading

d = {}


def fill(n):
    for i in range(1000):
        d[n, i] = i
        d.setdefault("shared", []).append(1)


threads = [threading.Thread(target=fill, args=(n,)) for n in range(5)]
[t.start() for t in threads]
[t.join() for t in threads]
print(len(d), len(d["shared"]), sum(v for k, v in d.items() if k != "shared"))  # expect: 5001 5000 2497500

import threading

data = threading.local()
data.value = "main"
seen = []


def work(n):
    seen.append(hasattr(data, "value"))
    data.value = n
    barrier.wait()
    seen.append(data.value == n)


barrier = threading.Barrier(3)
threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
[t.start() for t in threads]
[t.join() for t in threads]
print(seen.count(False), seen.count(True), data.value)  # expect: 3 3 main

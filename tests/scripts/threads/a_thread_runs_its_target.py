import threading

results = []


def work(a, b=0):
    results.append((a, b))


t = threading.Thread(target=work, args=(1,), kwargs={"b": 2})
print(t.is_alive())  # expect: False
t.start()
t.join()
print(results, t.is_alive())  # expect: [(1, 2)] False

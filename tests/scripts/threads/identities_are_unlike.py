import threading

ids = []
barrier = threading.Barrier(4)


def note():
    ids.append((threading.get_ident(), threading.current_thread().ident))
    barrier.wait()


threads = [threading.Thread(target=note) for _ in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(len(set(ids)), all(a == b for a, b in ids), threading.get_ident() == threading.main_thread().ident)
# expect: 4 True True

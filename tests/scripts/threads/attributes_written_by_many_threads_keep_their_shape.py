import threading


class Box:
    pass


box = Box()
barrier = threading.Barrier(4)


def write(n):
    barrier.wait()
    for i in range(200):
        setattr(box, f"a{n}_{i}", i)


threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(len(vars(box)), all(getattr(box, f"a{n}_{i}") == i for n in range(4) for i in range(200)))
# expect: 800 True

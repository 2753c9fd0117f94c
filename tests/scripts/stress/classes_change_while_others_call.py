# seconds: 120
import threading


class C:
    def value(self):
        return 1


stop = False
wrong = []


def call():
    n = 0
    for _ in range(20000):
        v = C().value()
        if v not in (1, 2):
            wrong.append(v)
        n += v


def change():
    n = 0
    while not stop:
        n += 1
        C.value = (lambda self: 1) if n % 2 else (lambda self: 2)
        setattr(C, f"extra_{n % 40}", n)


threads = [threading.Thread(target=call) for _ in range(4)]
changer = threading.Thread(target=change)
[t.start() for t in threads + [changer]]
[t.join() for t in threads]
stop = True
changer.join()
print(wrong)  # expect: []

import threading


class Context(threading.local):
    def __init__(self, start):
        self.n = start


context = Context(10)
context.n += 1
seen = []
t = threading.Thread(target=lambda: seen.append(context.n))
t.start()
t.join()
print(context.n, seen)  # expect: 11 [10]

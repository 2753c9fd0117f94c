import threading


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()


accounts = [Account(1000) for _ in range(4)]


def transfer(seed):
    for i in range(400):
        a, b = accounts[(seed + i) % 4], accounts[(seed + 3 * i + 1) % 4]
        if a is b:
            continue
        first, second = sorted((a, b), key=id)
        with first.lock, second.lock:
            a.balance -= i % 7
            b.balance += i % 7


threads = [threading.Thread(target=transfer, args=(n,)) for n in range(5)]
[t.start() for t in threads]
[t.join() for t in threads]
print(sum(a.balance for a in accounts))  # expect: 4000

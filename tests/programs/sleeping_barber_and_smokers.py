"""Two classics: the sleeping barber (semaphores, a waiting room) and the cigarette smokers (conditions)."""
import threading
from collections import deque


class BarberShop:
    def __init__(self, chairs):
        self.chairs = chairs
        self.waiting = deque()
        self.mutex = threading.Lock()
        self.customers = threading.Semaphore(0)
        self.served = []
        self.turned_away = 0
        self.closing = False

    def barber(self):
        while True:
            self.customers.acquire()        # sleeps while there is nobody
            with self.mutex:
                if not self.waiting:
                    if self.closing:
                        return
                    continue
                name, done = self.waiting.popleft()
            self.served.append(name)
            done.set()

    def visit(self, name):
        done = threading.Event()
        with self.mutex:
            if len(self.waiting) >= self.chairs:
                self.turned_away += 1
                return False
            self.waiting.append((name, done))
        self.customers.release()
        done.wait()
        return True

    def close(self):
        self.closing = True
        self.customers.release()


shop = BarberShop(chairs=100)
barber = threading.Thread(target=shop.barber, name="barber")
barber.start()
results = {}
visitors = [threading.Thread(target=lambda n=n: results.update({n: shop.visit(n)})) for n in range(20)]
for v in visitors:
    v.start()
for v in visitors:
    v.join()
shop.close()
barber.join()
print("served", len(shop.served), sorted(shop.served) == list(range(20)), "turned away", shop.turned_away, all(results.values()))
full = BarberShop(chairs=0)
print("no chairs:", full.visit("Bob"), full.turned_away)


class Table:
    ingredients = {"tobacco", "paper", "matches"}

    def __init__(self, rounds):
        self.condition = threading.Condition()
        self.offered = None
        self.rounds = rounds
        self.smoked = {i: 0 for i in sorted(self.ingredients)}

    def agent(self, order):
        for missing in order:
            with self.condition:
                self.condition.wait_for(lambda: self.offered is None)
                self.offered = self.ingredients - {missing}
                self.condition.notify_all()
        with self.condition:
            self.condition.wait_for(lambda: self.offered is None)
            self.offered = frozenset()
            self.condition.notify_all()

    def smoker(self, mine):
        needed = self.ingredients - {mine}
        while True:
            with self.condition:
                self.condition.wait_for(lambda: self.offered == needed or self.offered == frozenset())
                if not self.offered:
                    return
                self.smoked[mine] += 1
                self.offered = None
                self.condition.notify_all()


order = ["paper", "paper", "matches", "tobacco", "matches", "paper"] * 3
table = Table(len(order))
threads = [threading.Thread(target=table.agent, args=[order])]
threads += [threading.Thread(target=table.smoker, args=[i]) for i in table.ingredients]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(table.smoked, {i: order.count(i) for i in sorted(table.ingredients)} == table.smoked)

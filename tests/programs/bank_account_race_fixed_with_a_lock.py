import threading
from contextlib import contextmanager


class InsufficientFunds(Exception):
    """Raised when an account cannot pay."""

    def __init__(self, account, amount):
        super().__init__(f"{account.owner} has only {account.balance}, cannot pay {amount}")
        self.account = account
        self.amount = amount


class Account:
    _next_id = 1

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self._lock = threading.RLock()
        self.id = Account._next_id
        Account._next_id += 1

    @property
    def balance(self):
        with self._lock:
            return self._balance

    @balance.setter
    def balance(self, value):
        if value < 0:
            raise ValueError("balance must not be negative")
        with self._lock:
            self._balance = value

    def deposit(self, amount):
        with self._lock:
            self.balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise InsufficientFunds(self, amount)
            self.balance -= amount

    def __str__(self):
        return f"<{self.owner}: ${self.balance:,.2f}>"


@contextmanager
def acquire(*accounts):
    ordered = sorted(accounts, key=lambda a: a.id)
    for a in ordered:
        a._lock.acquire()
    try:
        yield
    finally:
        for a in reversed(ordered):
            a._lock.release()


def transfer(src, dst, amount):
    with acquire(src, dst):
        src.withdraw(amount)
        dst.deposit(amount)


alice, bob = Account("Alice", 1000), Account("Bob", 1000)


def worker(a, b, n):
    for i in range(n):
        try:
            transfer(a, b, 1)
        except InsufficientFunds:
            pass


threads = [threading.Thread(target=worker, args=(alice, bob, 200)) for _ in range(4)]
threads += [threading.Thread(target=worker, args=(bob, alice, 200)) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()

print(alice, bob)
print("Total:", alice.balance + bob.balance)

try:
    alice.withdraw(5_000)
except InsufficientFunds as e:
    print(type(e).__name__, "-", e)
    print(e.args, e.amount)
try:
    alice.balance = -3
except ValueError as err:
    print("ValueError:", err)
print(InsufficientFunds.__doc__, InsufficientFunds.__mro__)

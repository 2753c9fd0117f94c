# discipline: on
# options: --switch-interval 50us
from threading import Barrier, Thread

counter = 0
cells = [0]


class Account:
    balance = 0


account = Account()
together = Barrier(4)


def count():
    global counter
    together.wait()
    for _ in range(20_000):
        counter += 1
        cells[0] += 1
        account.balance += 1


threads = [Thread(target=count) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter, cells[0], account.balance)  # expect: 80000 80000 80000

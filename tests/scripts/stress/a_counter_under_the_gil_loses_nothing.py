# discipline: on
# options: --switch-interval 50us
# seconds: 120
import threading

counter = 0


class Account:
    balance = 0


account = Account()
cells = [0]
table = {"n": 0}


def step():
    global counter
    counter += 1
    account.balance += 1
    cells[0] += 1
    table["n"] += 1


def work():
    global counter
    for _ in range(20000):
        counter += 1
        account.balance += 1
        cells[0] += 1
        table["n"] += 1
        step()


threads = [threading.Thread(target=work) for _ in range(6)]
[t.start() for t in threads]
[t.join() for t in threads]
print(counter, account.balance, cells, table)  # expect: 240000 240000 [240000] {'n': 240000}

# What is one function in C is one step, however many items it goes through.
numbers = {n: 1 for n in range(3000)}
stop, wrong = False, []


def change():
    n = 0
    while not stop:
        n += 1
        numbers[n % 50 + 5000] = 1
        numbers.pop(n % 50 + 5000, None)


def look():
    try:
        for _ in range(150):
            sum(numbers.values()), max(numbers), sorted(numbers), any(numbers) and all(numbers.values())
            list(numbers.items()), dict(numbers.items()), set(numbers), tuple(numbers), [*numbers]
    except RuntimeError as e:
        wrong.append(str(e))


changer = threading.Thread(target=change)
lookers = [threading.Thread(target=look) for _ in range(3)]
[t.start() for t in [changer, *lookers]]
[t.join() for t in lookers]
stop = True
changer.join()
print(wrong)  # expect: []

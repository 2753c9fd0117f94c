# seconds: 180
import sys
import threading
import time

seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2
workers = 8


class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


class Shared:
    count = 0


shared = Shared()
shared.head = None
items, table, members = [], {}, set()
counter = 0
lock = threading.Lock()
deadline = time.monotonic() + seconds
problems = []


def check(condition, what):
    if not condition:
        problems.append(what)


def work(me):
    global counter
    rounds = 0
    while time.monotonic() < deadline:
        rounds += 1
        items.append((me, rounds))
        if len(items) > 500:
            try:
                who, when = items.pop(0)
                check(0 <= who < workers and when > 0, "a torn pair")
            except IndexError:
                pass
        table[me, rounds % 100] = [me] * (rounds % 20)
        value = table[me, rounds % 100]
        check(all(v == me for v in value), "somebody else's list")
        table[f"k{rounds % 50}"] = value
        table.pop(f"k{(rounds + 25) % 50}", None)
        for key in list(table):
            check(isinstance(key, (tuple, str)), "a strange key")
        members.add(rounds % 300)
        members.discard((rounds * 7) % 300)
        shared.head = Node(rounds, Node(me))
        setattr(shared, f"attribute_{rounds % 60}", rounds)
        head = shared.head
        check(head.next.next is None and 0 <= head.next.value < workers, "a torn node")
        text = "-".join(str(n) for n in range(rounds % 30))
        check(text.count("-") == max(0, rounds % 30 - 1), "a wrong text")
        with lock:
            counter += 1
        total[me] += 1


total = [0] * workers
threads = [threading.Thread(target=work, args=(n,)) for n in range(workers)]
[t.start() for t in threads]
[t.join() for t in threads]
print(counter == sum(total), sum(total) > 0, problems[:3])  # expect: True True []

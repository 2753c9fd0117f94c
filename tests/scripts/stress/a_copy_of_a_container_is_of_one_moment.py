# One thread at a time adds a pair and its mirror image under a lock; whoever copies without the lock sees the
# container as it was at some moment, and never an iteration that a change breaks off.
import threading

d = {}
s = set()
items = []
done = threading.Event()
wrong = []


def write(me):
    for i in range(3000):
        d[(me, i)] = i
        s.add((me, i))
        items.append((me, i))
        if i % 3 == 0:
            del d[(me, i)]
            s.discard((me, i))
            items.remove((me, i))


def in_order(seen):
    last = {}
    for me, i in seen:
        if i <= last.get(me, -1):
            return False
        last[me] = i
    return True


def read():
    while not done.is_set():
        pairs = list(d.items())
        if any(k[1] != v for k, v in pairs) or not in_order(k for k, _ in pairs):
            wrong.append("items")
        for copy in (list(d), list(d.copy()), list({**d}), tuple(d.keys()), items[:], items + [], list(items)):
            if not in_order(copy):
                wrong.append("order")
        str(len(repr(d))), sorted(d), max(s, default=None), s | s, s & s, d | d


writers = [threading.Thread(target=write, args=(n,)) for n in range(2)]
readers = [threading.Thread(target=read) for _ in range(2)]
[t.start() for t in writers + readers]
[t.join() for t in writers]
done.set()
[t.join() for t in readers]
print(wrong, len(d), len(s), len(items))  # expect: [] 4000 4000 4000

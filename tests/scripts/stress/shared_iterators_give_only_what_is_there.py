# Threads that share an iterator may get an item twice, but never one that is not there, and nothing breaks.
import threading

COUNT = 5000
items = list(range(COUNT))
pairs = {i: str(i) for i in items}
known = set(items)
text = set(pairs.values())


def take_all(iterator, taken):
    while True:
        try:
            taken.append(next(iterator))
        except StopIteration:
            return
        except RuntimeError:  # of a dict: its iterator has lost count
            return


def share(iterator):
    taken = [[] for _ in range(4)]
    threads = [threading.Thread(target=take_all, args=(iterator, own)) for own in taken]
    [t.start() for t in threads]
    [t.join() for t in threads]
    return [item for own in taken for item in own]


print(set(share(iter(items))) == known, set(share(iter(tuple(items)))) == known)  # expect: True True
print(set(share(reversed(items))) == known, set(share(iter(range(COUNT)))) <= known)  # expect: True True
print(set(share(iter(pairs))) <= known, set(share(iter(known))) <= known)  # expect: True True
print(all(pairs[k] == v for k, v in share(iter(pairs.items()))))  # expect: True
print(all(x in known for _, x in share(enumerate(items))))  # expect: True
print(all(a in known and b in text for a, b in share(zip(items, pairs.values()))))  # expect: True
print(set(share(map(str, items))) <= text, set(share(filter(None, items))) <= known)  # expect: True True
big = 10**30
print(all(big <= x < big + 100 for x in share(iter(range(big, big + 100)))))  # expect: True

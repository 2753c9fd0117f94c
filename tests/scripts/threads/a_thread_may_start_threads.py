import threading

total = []


def spawn(depth):
    total.append(depth)
    if depth:
        children = [threading.Thread(target=spawn, args=(depth - 1,)) for _ in range(2)]
        [c.start() for c in children]
        [c.join() for c in children]


spawn(4)
print(len(total), sorted(set(total)))  # expect: 31 [0, 1, 2, 3, 4]

# A thread removes what it has just put in itself, while others keep moving all items to the right and to the left.
import threading

items = [None] * 200
lost = []
done = threading.Event()


def move():
    while not done.is_set():
        items.insert(0, None)
        items.pop(0)


def put_and_remove(me):
    for i in range(1500):
        items.append((me, i))
        try:
            items.remove((me, i))
        except ValueError:
            lost.append((me, i))


movers = [threading.Thread(target=move) for _ in range(2)]
removers = [threading.Thread(target=put_and_remove, args=(n,)) for n in range(2)]
[t.start() for t in movers + removers]
[t.join() for t in removers]
done.set()
[t.join() for t in movers]
print(len(lost), len(items))  # expect: 0 200

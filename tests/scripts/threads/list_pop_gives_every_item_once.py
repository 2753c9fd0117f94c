import threading

items = list(range(3000))
taken = [[] for _ in range(4)]


def drain(mine):
    while True:
        try:
            mine.append(items.pop())
        except IndexError:
            return


threads = [threading.Thread(target=drain, args=(mine,)) for mine in taken]
[t.start() for t in threads]
[t.join() for t in threads]
print(sorted(x for mine in taken for x in mine) == list(range(3000)), items)  # expect: True []

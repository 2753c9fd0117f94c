# seconds: 120
import threading

table, members = {}, set()
stop = False
seen = []


def write(n):
    i = 0
    while not stop:
        i += 1
        table[i % 200] = n
        members.add(i % 200)
        if i % 3 == 0:
            table.pop(i % 150, None)
            members.discard(i % 150)


def read():
    count = 0
    while count < 300:
        try:
            for key, value in table.items():
                if not 0 <= value < 3:
                    seen.append("wrong")
            sum(members)
        except RuntimeError as e:
            if "changed" not in str(e):
                raise
        count += 1


writers = [threading.Thread(target=write, args=(n,)) for n in range(3)]
readers = [threading.Thread(target=read) for _ in range(3)]
[t.start() for t in writers + readers]
[t.join() for t in readers]
stop = True
[t.join() for t in writers]
print(seen)  # expect: []

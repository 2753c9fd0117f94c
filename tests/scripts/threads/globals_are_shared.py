import threading

value = 0
seen = []


def reader():
    while value == 0:
        pass
    seen.append(value)


t = threading.Thread(target=reader)
t.start()
value = 42
t.join()
print(seen)  # expect: [42]

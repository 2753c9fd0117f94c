import threading

first, second = ValueError("first"), ValueError("second")
first.__context__, second.__context__ = second, first
try:
    try:
        raise first
    except ValueError:
        raise KeyError("third")
except KeyError as e:
    print(repr(e.__context__), repr(e.__context__.__context__))  # expect: ValueError('first') ValueError('second')

# Threads that raise each other's exceptions make such circles by chance.
shared = [ValueError(n) for n in range(4)]


def work(me):
    for n in range(3000):
        try:
            try:
                raise shared[(me + n) % 4]
            except ValueError:
                raise shared[(me + n * 3 + 1) % 4]
        except ValueError:
            pass


threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print("done")  # expect: done

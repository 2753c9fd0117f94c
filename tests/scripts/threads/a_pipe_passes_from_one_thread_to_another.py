# More than a pipe holds: who writes waits for who reads, and neither keeps the other from running.
import os
import threading

reading, writing = os.pipe()
SIZE = 300000


def write():
    print(os.write(writing, b"x" * SIZE))
    os.close(writing)


def read():
    count = 0
    while piece := os.read(reading, 10000):
        count += len(piece)
    print(count)
    os.close(reading)


def run(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    [t.start() for t in threads]
    [t.join() for t in threads]


run(write, read)
# expect: 300000
# expect: 300000


# The same through files, whose buffers go out in the order they were filled.
reading, writing = os.pipe()


def write_lines():
    with open(writing, "w") as file:
        for n in range(30000):
            print(n, file=file)


def read_lines():
    with open(reading) as file:
        print([int(line) for line in file] == list(range(30000)))


run(write_lines, read_lines)  # expect: True

reading, writing = os.pipe()
file = open(writing, "w")


def write_some(me):
    for n in range(3000):
        file.write(f"{me} {n}\n")
        if n % 10 == 0:
            file.flush()


def read_all():
    with open(reading) as lines:
        seen = [tuple(map(int, line.split())) for line in lines]
    print(len(seen), all([n for who, n in seen if who == me] == list(range(3000)) for me in range(3)))


reader = threading.Thread(target=read_all)
reader.start()
run(*[lambda me=me: write_some(me) for me in range(3)])
file.close()
reader.join()  # expect: 9000 True

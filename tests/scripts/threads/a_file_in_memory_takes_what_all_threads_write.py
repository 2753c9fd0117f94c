import io
import sys
import threading

sys.setswitchinterval(0.00001)


def run(function, count=4):
    threads = [threading.Thread(target=function, args=(n,)) for n in range(count)]
    [t.start() for t in threads]
    [t.join() for t in threads]


def talk(me):
    for n in range(1000):
        out.write(f"{me} says {n}\n")
        if n % 50 == 0:
            out.getvalue()


out = io.StringIO()
run(talk)
lines = out.getvalue().split("\n")
words = [tuple(map(int, line.split(" says "))) for line in lines if " says " in line]
print(len(words), out.tell() == len(out.getvalue()))  # expect: 4000 True

raw = io.BytesIO()
run(lambda me: [raw.write(bytes([me])) for _ in range(1000)])
print(sorted(raw.getvalue()) == sorted([n for n in range(4)] * 1000))  # expect: True

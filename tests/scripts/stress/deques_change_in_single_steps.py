# seconds: 120
from collections import deque
from _crew import check, run

# What is put in at either end comes out once.
line, put, got = deque(), [0] * 8, [[] for _ in range(8)]


def fill(me):
    put[me] += 1
    (line.append if put[me] % 2 else line.appendleft)((me, put[me]))
    line.rotate(me - 3)


def drain(me):
    try:
        got[me].append(line.pop() if me % 2 else line.popleft())
    except IndexError:
        pass


print(run(fill, drain))  # expect: []
everything = [*line, *(item for some in got for item in some)]
print(len(everything) == len(set(everything)) == sum(put))  # expect: True

# A bounded one never holds more, and a copy is of one moment.
window = deque(range(5), maxlen=5)


def slide(me):
    window.append(window[-1])
    window.appendleft(window[0])
    window.reverse()
    window[2] = me
    window.remove(window[2]) if me == 0 else window.extend((1, 2))


def look(me):
    for seen in (window.copy(), window + deque(), window * 1, list(window), tuple(window), [*window]):
        check(len(seen) <= 5 and all(item in range(8) for item in seen), seen)
    len(window), repr(window), window.count(1), 3 in window


problems = run(slide, look)
print([p for p in problems if "IndexError" not in p and "not in deque" not in p])  # expect: []

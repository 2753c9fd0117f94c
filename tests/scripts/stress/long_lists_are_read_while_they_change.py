# seconds: 120
from _crew import check, run

# While a list only grows, everything before the length it had is there.
box = [[]]


def grow(me):
    box[0] = growing = []
    for n in range(2000):
        growing.append(n)


def look_behind(me):
    growing = box[0]
    for _ in range(300):
        length = len(growing)
        if length:
            check(growing[length - 1] == length - 1, "another last item")
            check(growing[0] == 0 and growing[length // 2] == length // 2, "another item")


print(run(grow, look_behind, threads=4))  # expect: []

# A copy of a list that is turned round and round is of one moment.
line = list(range(3000))
forwards, backwards = line[:], line[::-1]


def turn(me):
    line.reverse()


def copy(me):
    for seen in (line[:], line[::-1], line[0:], list(line), line.copy(), line + [], line * 1, [*line]):
        check(seen == forwards or seen == backwards, "half turned")


print(run(turn, copy, threads=4))  # expect: []

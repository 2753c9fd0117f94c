# Thousands of slices: read, assigned, deleted; of lists, tuples, strings and ranges.
seed = 777
total = 0


def number(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return (seed >> 8) % n


def note(*values):
    global total
    for character in str(values):
        total = (total * 31 + ord(character)) % 1000000007


def bound():
    n = number(60)
    return None if n < 10 else n - 25


for _ in range(400):
    items = list(range(number(20)))
    cut = slice(bound(), bound(), [None, 1, 1, 2, 3, -1, -2, -7, 100, -100][number(10)])
    note(cut, items[cut], tuple(items)[cut], range(5, 5 + 3 * len(items), 3)[cut], cut.indices(len(items)))
    note("abcdefghijklmnopqrst"[cut])
    rest = list(items)
    del rest[cut]
    note(rest)
    rest = list(items)
    try:
        rest[cut] = [-1] * (len(items[cut]) if number(2) else number(5))
    except ValueError as error:
        note(error)
    rest += items * number(3)
    note(rest)
    try:
        note(rest.pop(number(30) - 15), rest)
    except IndexError as error:
        note(error)
    rest.insert(number(30) - 15, "x")
    rest.reverse()
    note(rest, rest.count(3), 3 in rest)
    try:
        note(rest.index(number(20), number(30) - 15, number(30) - 15))
    except ValueError as error:
        note(error)
print(total)

# The order in which a set of integers lies follows from how it came to be: this compares thousands of them.
seed = 12345
total = 0


def number(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return (seed >> 8) % n


def numbers(count, below):
    return [number(below) - below // 3 for _ in range(count)]


def note(*sets):
    global total
    for text in map(str, sets):
        for character in text:
            total = (total * 31 + ord(character)) % 1000000007


for below in [10, 50, 300, 5000, 100000] * 12:
    a = set(numbers(number(60), below))
    b = set(numbers(number(60), below))
    note(a, b, a | b, a & b, a - b, a ^ b, {1, 2, number(below)}, {64, 0, 8, 128})
    note(a.union(numbers(20, below), b), a.intersection(numbers(30, below)), a.difference(numbers(9, below)))
    for key in numbers(40, below):
        if number(2):
            a.add(key)
        else:
            a.discard(key)
    note(a, a.copy(), frozenset(a), set(list(a)), a.pop() if a else None, a)
    a |= b
    note(a)
    a -= {number(below), number(below)}
    a ^= set(numbers(20, below))
    note(a)
    a &= set(numbers(200, below))
    a.update(numbers(10, below), {x: 1 for x in numbers(5, below)})
    a.difference_update(numbers(50, below))
    note(a)
    a.symmetric_difference_update(numbers(50, below))
    a.intersection_update(b, numbers(50, below))
    note(a, {(x, x + 1) for x in b}, {x * 0.5 for x in b}, hash(frozenset(b)))
    d = {x: x for x in numbers(30, below)}
    note(d.keys() & b, d.keys() | b, d.keys() - b, d.keys() ^ b, d.items() & {(x, x) for x in b}, b | d.keys())
print(total)

class Item:
    comparisons = 0

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        Item.comparisons += 1
        if Item.comparisons == 6:
            raise KeyError("lt")
        return self.value < other.value


items = [Item(i) for i in (5, 3, 1, 2, 4, 0)]
try:
    items.sort()
except KeyError as error:
    print(error, sorted(item.value for item in items))  # expect: 'lt' [0, 1, 2, 3, 4, 5]


def failing(x):
    raise ValueError("key")


numbers = [3, 2, 1]
try:
    numbers.sort(key=failing)
except ValueError as error:
    print(error, numbers)  # expect: key [3, 2, 1]
numbers = [1, 2, 3]
try:
    numbers.sort(key=lambda x: numbers.append(x) or x)
except ValueError as error:
    print(error, numbers)  # expect: list modified during sort [1, 2, 3]
seen = []
numbers.sort(key=lambda x: seen.append(len(numbers)) or -x)
print(numbers, seen)  # expect: [3, 2, 1] [0, 0, 0]
pairs = [(i % 3, i) for i in range(9)]
print([i for _, i in sorted(pairs, key=lambda p: p[0], reverse=True)])  # expect: [2, 5, 8, 1, 4, 7, 0, 3, 6]
print(sorted([True, 0, 2.5, -1]), sorted("bAc"), sorted([[2], [1]]), sorted([(1, "b"), (1, "a")]))
# expect: [-1, 0, True, 2.5] ['A', 'b', 'c'] [[1], [2]] [(1, 'a'), (1, 'b')]
for size in (10, 100, 5000):
    values = [(i * 7919) % size for i in range(size)]
    print(sorted(values) == list(range(size)), sorted(values, reverse=True) == list(range(size))[::-1],
          sorted(map(float, values)) == list(range(size)), sorted(values, key=str) == sorted(range(size), key=str))
# expect: True True True True
# expect: True True True True
# expect: True True True True

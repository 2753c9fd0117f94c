import random

for attempt in (
    lambda: random.choice([]),
    lambda: random.randint(5, 1),
    lambda: random.randrange(0),
    lambda: random.randrange(1, 10, 0),
    lambda: random.sample([1], 2),
    lambda: random.sample({1}, 1),
    lambda: random.choices([1], [0]),
    lambda: random.choices([1, 2], [1]),
    lambda: random.seed([]),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)


class Quarter(random.Random):
    def random(self):
        return 0.25


print(Quarter().randint(1, 100), Quarter(3).choice([1, 2, 3]))

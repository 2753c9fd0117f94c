import random

for seed in (1, 42, "hello", b"xy", 2.5, 2**70, -7, True):
    random.seed(seed)
    print(random.random(), random.randint(1, 6), random.randrange(0, 100, 7), random.randrange(2**40))
    print(random.choice("abc"), random.getrandbits(77), random.randbytes(4))
    items = list(range(10))
    random.shuffle(items)
    print(items, random.sample(range(1000), 5), random.sample(items, 3), random.choices("abc", [1, 2, 3], k=4))
    print(random.uniform(1, 2), random.triangular(1, 5, 2), random.gauss(0, 1), random.gauss(), random.normalvariate())
    print(random.expovariate(2), random.gammavariate(2, 1), random.gammavariate(0.5, 1), random.betavariate(1, 2))
    print(random.lognormvariate(0, 1), random.vonmisesvariate(0, 4), random.paretovariate(2), random.weibullvariate(1, 2))
    print(random.sample(["a", "b"], counts=[3, 4], k=5))

state = random.getstate()
first = random.random()
random.setstate(state)
print(first == random.random())

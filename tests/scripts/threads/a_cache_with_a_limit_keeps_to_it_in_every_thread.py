import functools
import threading


@functools.lru_cache(maxsize=8)
def square(x):
    return x * x


@functools.lru_cache(maxsize=None)
def cube(x):
    return x**3


wrong = []


def work(seed):
    for step in range(2000):
        x = (seed * 7 + step) % 23
        if square(x) != x * x or cube(x) != x**3:
            wrong.append(x)
        if step % 500 == 499 and seed == 0:
            square.cache_clear()
            if square.cache_info().currsize > 8:
                wrong.append("size")


threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(wrong)  # expect: []
info = cube.cache_info()
print(info.hits + info.misses, info.currsize)  # expect: 8000 23
for x in range(100):
    square(x)
print(square.cache_info().currsize <= 8, [square(x) for x in range(95, 100)])  # expect: True [9025, 9216, 9409, 9604, 9801]
info = square.cache_info()
for x in range(92, 100):
    square(x)
print(square.cache_info().hits - info.hits >= 7)  # expect: True

import timeit

print(timeit.timeit("x += 1", "x = 0", number=1000) > 0)
print(len(timeit.repeat(lambda: None, number=10, repeat=3)))
timer = timeit.Timer("sum(range(n))", globals={"n": 10})
count, seconds = timer.autorange()
print(count > 0, seconds > 0, timeit.default_timer.__name__)

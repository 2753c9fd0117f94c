def average():
    total = n = 0
    mean = None
    while True:
        value = yield mean
        total += value
        n += 1
        mean = total / n


g = average()
print(next(g), g.send(10), g.send(20), g.send(60))  # expect: None 10.0 15.0 30.0
try:
    average().send(1)
except TypeError as e:
    print(e)  # expect: can't send non-None value to a just-started generator

def g():
    yield 1
    raise ValueError("in g")


for x in g():
    print(x)

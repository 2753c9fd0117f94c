f = lambda x: x.nothing
list(map(f, [1]))

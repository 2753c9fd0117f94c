def f(a):
    return a


x = [1, 2]
y = f(x) + f(len(x), 3)

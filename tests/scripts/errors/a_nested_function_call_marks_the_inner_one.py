def f(x):
    return x


print(f(f(int("no number"))))

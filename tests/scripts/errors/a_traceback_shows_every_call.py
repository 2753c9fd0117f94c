def inner(x):
    return x / 0


def outer(x):
    y = x + 1
    return inner(y)


print("before")
outer(1)
print("never")

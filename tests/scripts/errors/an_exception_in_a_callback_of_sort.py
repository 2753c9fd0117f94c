def key(x):
    return x.size


sorted([1, 2], key=key)

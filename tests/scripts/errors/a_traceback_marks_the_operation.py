class C:
    pass


def f(d, key):
    total = 1 + d["a"][key] * 2
    return total


f({"a": {}}, "missing")

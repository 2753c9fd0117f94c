def check(x):
    if x is 5:
        return "five"
    assert (x > 3, "too small")
    return "other"


print(check(1))

def logged(f):
    def wrapper(*args):
        print("calling")
        return f(*args)
    return wrapper


@logged
def fail(x):
    raise KeyError(x)


fail("k")

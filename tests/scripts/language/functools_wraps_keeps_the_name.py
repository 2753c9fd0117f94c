import functools


def logged(f):
    @functools.wraps(f)
    def wrapper(*args):
        """wrapper's own"""
        return f(*args) + 1
    return wrapper


@logged
def work(x):
    """work's words"""
    return x


print(work(1), work.__name__, work.__doc__)  # expect: 2 work work's words

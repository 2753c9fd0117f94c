"""What this is."""
print(__doc__)  # expect: What this is.


class C:
    """A class."""


def f():
    """A function."""


print(C.__doc__, f.__doc__)  # expect: A class. A function.

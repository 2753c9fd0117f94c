from . import NAME  # expect error: ImportError: attempted relative import with no known parent package


def area(side):
    return f"{NAME}: {side * side}"

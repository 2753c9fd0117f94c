try:
    int("x")
except ValueError:
    raise RuntimeError("cannot go on") from None

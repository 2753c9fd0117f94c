try:
    int("x")
except ValueError as e:
    raise RuntimeError("cannot go on") from e

from contextlib import contextmanager


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name
    except ValueError as e:
        print("caught", e)
    finally:
        print(f"</{name}>")


with tag("p") as t:
    print("in", t)
# expect: <p>
# expect: in p
# expect: </p>
with tag("q"):
    raise ValueError("v")
# expect: <q>
# expect: caught v
# expect: </q>

import contextlib
import io


@contextlib.contextmanager
def manager(value):
    print("enter", value)
    try:
        yield value * 2
    finally:
        print("exit")


try:
    with manager(1):
        raise ValueError("inside")
except ValueError as error:
    print("caught", error)
with contextlib.suppress(KeyError):
    {}["a"]
buffer = io.StringIO()
with contextlib.redirect_stdout(buffer):
    print("hidden", 1)
print(repr(buffer.getvalue()))
with contextlib.ExitStack() as stack:
    stack.callback(print, "callback")
    print(stack.enter_context(manager(5)))


@manager(9)
def decorated():
    print("decorated")


decorated()


@contextlib.contextmanager
def silent():
    return
    yield


try:
    with silent():
        pass
except RuntimeError as error:
    print(error)

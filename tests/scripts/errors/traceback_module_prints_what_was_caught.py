import traceback


def f():
    raise ValueError("v")


try:
    f()
except ValueError:
    print(traceback.format_exc().splitlines()[-1])

def f():
    try:
        raise ValueError("first")
    except ValueError:
        print("handling")
        raise


try:
    f()  # expect: handling
except ValueError as e:
    print("again", e)  # expect: again first
try:
    raise
except RuntimeError as e:
    print(e)  # expect: No active exception to reraise

def f():
    try:
        return "try"
    finally:
        print("finally f")


def g():
    try:
        return "try"
    finally:
        return "finally"


def h():
    for i in range(3):
        try:
            if i == 0:
                continue
            break
        finally:
            print("finally", i)
    return i


def k():
    try:
        raise ValueError
    finally:
        return "swallowed"


print(f(), g(), h(), k())  # expect: finally f
# expect: finally 0
# expect: finally 1
# expect: try finally 1 swallowed

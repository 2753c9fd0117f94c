# seconds: 120
import sys
from _crew import check, run

number = 0
sometimes = ("sometimes", 0)
this = sys.modules[__name__]


def write(me):
    global number, sometimes
    number = (me, me)
    sometimes = ("sometimes", me)
    globals()[f"made_{me}"] = me
    exec(f"executed_{me} = {me}", globals())


def remove(me):
    try:
        del globals()["sometimes"]
    except KeyError:
        pass


def read(me):
    seen = number
    check(seen == 0 or seen[0] == seen[1], "a torn global", seen)
    try:
        check(sometimes[0] == "sometimes", "another global")
    except NameError as e:
        check(str(e) == "name 'sometimes' is not defined", e)
    for n in range(8):
        check(globals().get(f"made_{n}", n) == n, "another global")
        check(getattr(this, f"executed_{n}", n) == n, "another global")
    check("check" in dict(globals()) and len(list(globals())) > 5, "a global is gone")


print(run(write, remove, read, read))  # expect: []


def counter():
    pair = (0, 0)

    def change(me):
        nonlocal pair
        n = pair[0] + 1
        pair = (n, -n)

    def look(me):
        a, b = pair
        check(a + b == 0, "a torn cell")

    return change, look


print(run(*counter()))  # expect: []


def deleting():
    value = "there"

    def change(me):
        nonlocal value
        value = "there"
        if me == 0:
            del value

    def look(me):
        try:
            check(value == "there", "another value")
        except NameError as e:
            check("'value'" in str(e), e)

    return change, change, look


print(run(*deleting()))  # expect: []


# A name that comes and goes, while others look at the whole namespace.
def come_and_go(me):
    global tide
    tide = me
    try:
        del tide
    except NameError:
        pass
    tide = me


def look_at_all(me):
    names = dict(list(globals().items()))
    check(names["check"] is check and names.get("tide", 0) in range(8), "another namespace")
    check(len(globals().copy()) <= len(names) + 1, "another size")


print(run(come_and_go, come_and_go, look_at_all))  # expect: []

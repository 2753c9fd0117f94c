# seconds: 120
import sys
import threading
from _crew import check, run


class Own(Exception):
    pass


def fail(me, depth):
    if depth == 0:
        raise Own(me)
    try:
        fail(me, depth - 1)
    finally:
        check(sys.exc_info()[0] is Own, "the exception is another one")


def raise_and_catch(me):
    try:
        fail(me, 5)
    except Own as e:
        check(e.args == (me,), "somebody else's exception")
        check(sys.exc_info()[1] is e, "somebody else's exc_info")
        frames, tb = [], e.__traceback__
        while tb is not None:
            frames.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        check(frames == ["raise_and_catch"] + ["fail"] * 6, "a strange traceback", frames)
        try:
            raise ValueError(me) from e
        except ValueError as v:
            check(v.__cause__ is e and v.__context__ is e, "another cause")
    check(sys.exc_info() == (None, None, None), "an exception that is over")


shared_error = ValueError("shared")


def raise_shared(me):
    try:
        raise shared_error
    except ValueError as e:
        check(e is shared_error and str(e) == "shared", "another exception")
        e.__traceback__ = None


def handle_all(me):
    for operation, kind in ((lambda: [][0], IndexError), (lambda: {}[me], KeyError), (lambda: 1 / 0, ZeroDivisionError),
                            (lambda: me.nothing, AttributeError), (lambda: nothing, NameError),
                            (lambda: me + "", TypeError), (lambda: int("x"), ValueError)):
        try:
            operation()
        except kind:
            continue
        check(False, "nothing was raised", kind)


print(run(raise_and_catch, raise_shared, handle_all))  # expect: []


def deep(n):
    return deep(n + 1) + 1


def recurse(me):
    try:
        deep(0)
    except RecursionError as e:
        check(str(e).startswith("maximum recursion depth exceeded"), e)
    else:
        check(False, "no end")


class Nested:
    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __getattr__(self, name):
        return getattr(self, name + "_")


def recurse_natively(me):
    for operation in (lambda: repr(Nested()), lambda: Nested() == 1, lambda: Nested().x, lambda: sorted([3, 1], key=deep)):
        try:
            operation()
        except RecursionError:
            continue
        check(False, "no end")


def once(job):
    problems = []

    def work(me):
        try:
            job(me)
        except BaseException as e:
            problems.append(repr(e))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    return problems


print(once(recurse), once(recurse_natively))  # expect: [] []

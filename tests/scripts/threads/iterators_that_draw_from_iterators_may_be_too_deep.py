# cpython: skip CPython crashes
import itertools
import threading


def deep(wrap):
    iterator = iter([1])
    for _ in range(100000):
        iterator = wrap(iterator)
    try:
        next(iterator)
        print("an item")
    except RecursionError:
        print("RecursionError")


def run():
    deep(lambda i: map(abs, i))
    deep(enumerate)
    deep(zip)
    deep(lambda i: itertools.chain(i))
    deep(lambda i: filter(None, i))
    deep(lambda i: itertools.islice(i, 5))


run()
thread = threading.Thread(target=run)
thread.start()
thread.join()
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError

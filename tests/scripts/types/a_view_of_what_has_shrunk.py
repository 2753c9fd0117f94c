# cpython: skip the size of what a memoryview looks at is locked there
"""A memoryview of a bytearray that has become smaller raises, whatever is done with it."""
data = bytearray(8)
view = memoryview(data)
data.clear()
for run in (lambda: memoryview(bytearray(16)).__setitem__(slice(None, None, 2), view), lambda: view[0],
            lambda: view.__setitem__(0, 1)):
    try:
        run()
        print("nothing raised")
    except (IndexError, ValueError) as error:
        print(type(error).__name__)

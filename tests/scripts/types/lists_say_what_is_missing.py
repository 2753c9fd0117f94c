a = [1, 2]
for f in (lambda: a[5], lambda: a.remove(9), lambda: a.index(9), lambda: [].pop(), lambda: a.pop(7), lambda: a["x"],
          lambda: a.__setitem__(9, 0), lambda: a[None], lambda: a[1.0]):
    try:
        f()
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)  # expect: IndexError list index out of range
        # expect: ValueError list.remove(x): x not in list
        # expect: ValueError 9 is not in list
        # expect: IndexError pop from empty list
        # expect: IndexError pop index out of range
        # expect: TypeError list indices must be integers or slices, not str
        # expect: IndexError list assignment index out of range
        # expect: TypeError list indices must be integers or slices, not NoneType
        # expect: TypeError list indices must be integers or slices, not float

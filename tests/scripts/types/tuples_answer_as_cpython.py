def show(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)


show(lambda: tuple(1, 2))
show(lambda: tuple(x=1))
show(lambda: (1,) * 2 ** 62)
show(lambda: (1,)[5])
show(lambda: tuple([1])['a'])
show(lambda: (1,) + [1])
show(lambda: (1,).index(5))
show(lambda: (1,) < [1])
show(lambda: tuple[int, ...])
show(lambda: tuple.__new__(list))
show(lambda: (1, 2, 3).index(1, 1))

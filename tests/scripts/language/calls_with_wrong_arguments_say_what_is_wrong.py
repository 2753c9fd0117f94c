def none():
    pass


def two(a, b):
    pass


def some(a, b=1, *, c):
    pass


def pos(a, /):
    pass


class C:
    def method(self, x):
        pass


number = 5
for call in (
    lambda: none(1),
    lambda: two(),
    lambda: two(1),
    lambda: two(1, 2, 3),
    lambda: two(1, a=2),
    lambda: two(1, 2, c=3),
    lambda: some(1),
    lambda: some(1, 2, 3, c=1),
    lambda: pos(a=1),
    lambda: C().method(),
    lambda: C().method(1, 2),
    lambda: two(*5),
    lambda: two(**5),
    lambda: two(1, **{"a": 2, "b": 3}),
    lambda: number(),
):
    try:
        call()
    except TypeError as e:
        print(e)  # expect: none() takes 0 positional arguments but 1 was given
        # expect: two() missing 2 required positional arguments: 'a' and 'b'
        # expect: two() missing 1 required positional argument: 'b'
        # expect: two() takes 2 positional arguments but 3 were given
        # expect: two() got multiple values for argument 'a'
        # expect: two() got an unexpected keyword argument 'c'
        # expect: some() missing 1 required keyword-only argument: 'c'
        # expect: some() takes from 1 to 2 positional arguments but 3 positional arguments (and 1 keyword-only argument) were given
        # expect: pos() got some positional-only arguments passed as keyword arguments: 'a'
        # expect: C.method() missing 1 required positional argument: 'x'
        # expect: C.method() takes 2 positional arguments but 3 were given
        # expect: __main__.two() argument after * must be an iterable, not int
        # expect: __main__.two() argument after ** must be a mapping, not int
        # expect: two() got multiple values for argument 'a'
        # expect: 'int' object is not callable

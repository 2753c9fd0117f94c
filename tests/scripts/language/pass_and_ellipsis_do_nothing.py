def f():
    ...


class C:
    pass


if True:
    pass
print(f(), ..., C.__name__)  # expect: None Ellipsis C

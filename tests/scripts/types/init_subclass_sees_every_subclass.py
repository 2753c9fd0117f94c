class Base:
    registry = []

    def __init_subclass__(cls, /, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry.append((cls.__name__, tag))


class A(Base, tag="a"):
    pass


class B(A):
    pass


print(Base.registry)  # expect: [('A', 'a'), ('B', None)]

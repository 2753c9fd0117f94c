import inspect


class Animal:
    """An animal.

        Indented.
    """

    def __init__(self, name, /, age: int = 3, *rest, loud=False, **more) -> None:
        self.name = name

    @classmethod
    def make(cls):
        return cls("x")

    @staticmethod
    def sounds():
        return []

    @property
    def size(self):
        """How big."""
        return 1


async def later():
    pass


def numbers():
    yield 1


print(inspect.signature(Animal), inspect.signature(Animal.make), inspect.signature(Animal("a").__init__))
for name, parameter in inspect.signature(Animal.__init__).parameters.items():
    print(name, parameter.kind.description, parameter.default is inspect.Parameter.empty, parameter)
bound = inspect.signature(Animal).bind("rex", 5, 6, loud=True, tail=1)
print(bound.arguments, bound.args, bound.kwargs)
try:
    inspect.signature(Animal).bind()
except TypeError as error:
    print(error)
print(inspect.isclass(Animal), inspect.isfunction(numbers), inspect.isgeneratorfunction(numbers),
      inspect.iscoroutinefunction(later), inspect.ismethod(Animal("a").make), inspect.isbuiltin(len))
print(inspect.getdoc(Animal), inspect.cleandoc("  a\n    b\n"))
print([name for name, _ in inspect.getmembers(Animal, inspect.isfunction)], inspect.getmro(bool))
print(inspect.getsource(numbers), inspect.getsourcelines(Animal.sounds)[1], inspect.getfile(Animal) == __file__)
print(inspect.getmodule(numbers).__name__, inspect.unwrap(numbers) is numbers)
print(inspect.getfullargspec(Animal.__init__))


def caller():
    return inspect.currentframe().f_code.co_name, inspect.stack()[1].function


print(caller())
generator = numbers()
print(inspect.getgeneratorstate(generator))
next(generator)
print(inspect.getgeneratorstate(generator))

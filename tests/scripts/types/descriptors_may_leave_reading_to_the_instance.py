class OnlySets:
    def __set__(self, instance, value):
        instance.__dict__["x"] = value * 2


class Thing:
    x = OnlySets()


thing = Thing()
print(type(thing.x).__name__)
thing.x = 21
print(thing.x, thing.__dict__)


class Getter:
    def __get__(self, instance, owner):
        return lambda name: f"{name} of {owner.__name__}"


class Asks:
    __getattr__ = Getter()


print(Asks().missing)

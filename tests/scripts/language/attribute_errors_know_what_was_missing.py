# Whoever raises it, an AttributeError that leaves a lookup knows the name and the object.
class Asks:
    blech = None

    def __getattr__(self, name):
        raise AttributeError


class AsksOtherwise:
    def __getattribute__(self, name):
        raise AttributeError("no", name)


class HasAProperty:
    @property
    def broken(self):
        raise AttributeError("in the property")


for kind, name in ((Asks, "bluch"), (AsksOtherwise, "x"), (HasAProperty, "broken")):
    thing = kind()
    try:
        getattr(thing, name)
    except AttributeError as error:
        print(error.args, error.name, error.obj is thing)


class Tells:
    def __getattr__(self, name):
        raise AttributeError("told", name="another", obj=5)


try:
    Tells().x
except AttributeError as error:
    print(error, error.name, error.obj)

error = ImportError("text", name="n", path="p")
error.__init__()
print(error.args, error.msg, error.name, error.path)
error = AttributeError("text", name="n", obj=1)
error.__init__("again")
print(error.args, error.name, error.obj)


def unbound():
    print(something)
    something = 1


try:
    unbound()
except UnboundLocalError as error:
    print(error, error.name)

error = UnicodeDecodeError("ascii", bytearray(b"\xff"), 0, 1, "why")
print(error.object, error)

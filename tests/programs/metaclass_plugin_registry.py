"""Plugins four ways: metaclass, __init_subclass__, decorator, descriptor with __set_name__; plus a tiny ORM."""
from abc import ABC, abstractmethod
from functools import singledispatch


class PluginMeta(type):
    registry = {}

    @classmethod
    def __prepare__(mcls, name, bases, **kwargs):
        return {"order": len(mcls.registry)}

    def __new__(mcls, name, bases, namespace, *, register=True, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        if register:
            mcls.registry[name.lower()] = cls
        return cls

    def __init__(cls, name, bases, namespace, **kwargs):
        super().__init__(name, bases, namespace)

    def __call__(cls, *args, **kwargs):
        instance = super().__call__(*args, **kwargs)
        instance.created_by = cls.__name__
        return instance

    def __len__(cls):
        return len(cls.registry)

    def __contains__(cls, name):
        return name in cls.registry

    def __repr__(cls):
        return f"<plugin {cls.__name__}>"


class Plugin(metaclass=PluginMeta, register=False):
    pass


class Csv(Plugin):
    pass


class Json(Plugin):
    pass


print(PluginMeta.registry, len(Plugin), "csv" in Plugin, Json.order, Json().created_by, type(Plugin))


class Field:
    def __init__(self, kind, default=None):
        self.kind, self.default = kind, default

    def __set_name__(self, owner, name):
        self.name = name
        self.storage = "_" + name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return getattr(obj, self.storage, self.default)

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{type(obj).__name__}.{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        setattr(obj, self.storage, value)

    def __delete__(self, obj):
        raise AttributeError(f"cannot delete {self.name}")


class Model:
    table: str

    def __init_subclass__(cls, table=None, **kw):
        super().__init_subclass__(**kw)
        cls.table = table or cls.__name__.lower() + "s"
        cls.fields = {n: f for n, f in vars(cls).items() if isinstance(f, Field)}

    def __init__(self, **values):
        for name, value in values.items():
            if name not in self.fields:
                raise TypeError(f"{type(self).__name__} has no field {name!r}")
            setattr(self, name, value)

    def insert(self):
        names = ", ".join(self.fields)
        values = ", ".join(repr(getattr(self, n)) for n in self.fields)
        return f"INSERT INTO {self.table} ({names}) VALUES ({values})"


class User(Model):
    name = Field(str)
    age = Field(int, 18)


class Category(Model, table="categories"):
    title = Field(str, "untitled")


print(User(name="Ann").insert())
print(Category().insert(), Category.title.name, User.fields.keys())
for bad in (lambda: User(age="x"), lambda: User(email=1), lambda: delattr(User(name="a"), "name")):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__ + ":", e)


class Shape(ABC):
    @property
    @abstractmethod
    def area(self): ...

    @abstractmethod
    def scale(self, k): ...

    @classmethod
    def __subclasshook__(cls, other):
        return NotImplemented


class Square(Shape):
    def __init__(self, side):
        self.side = side

    @property
    def area(self):
        return self.side ** 2

    def scale(self, k):
        return type(self)(self.side * k)


class Half(Shape):
    area = 1


for cls in (Square, Half, Shape):
    try:
        print(cls.__name__, cls(2).scale(3).area)
    except TypeError as e:
        print(e)


@singledispatch
def show(x):
    return f"something: {x!r}"


@show.register
def _(x: int):
    return f"int {x}"


@show.register(list)
@show.register(tuple)
def _(x):
    return "[" + ", ".join(show(i) for i in x) + "]"


print(show([1, "a", (2.5, True)]), show.dispatch(bool) is show.registry[int])
Point = type("Point", (), {"__init__": lambda self, x: setattr(self, "x", x), "__repr__": lambda self: f"P({self.x})"})
print(Point(3), Point.__mro__, Point.__module__)

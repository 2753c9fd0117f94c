"""Classes: diamond inheritance, cooperative super(), mixins, properties, slots, operators, class attributes."""


class Base:
    instances = 0

    def __init__(self, **kwargs):
        if kwargs:
            raise TypeError(f"unexpected arguments: {', '.join(sorted(kwargs))}")
        Base.instances += 1

    def describe(self):
        return ["Base"]

    def __repr__(self):
        items = ", ".join(f"{k}={v!r}" for k, v in sorted(vars(self).items()))
        return f"{type(self).__qualname__}({items})"


class Named(Base):
    def __init__(self, *, name="?", **kwargs):
        super().__init__(**kwargs)
        self.name = name

    def describe(self):
        return ["Named"] + super().describe()


class Aged(Base):
    def __init__(self, *, age=0, **kwargs):
        super().__init__(**kwargs)
        self.age = age

    def describe(self):
        return ["Aged"] + super().describe()


class Person(Named, Aged):
    def describe(self):
        return ["Person", *super().describe()]

    class Card:
        def __init__(self, owner):
            self.owner = owner.name


p = Person(name="Ada", age=36)
print(p, p.describe(), [c.__name__ for c in Person.__mro__], Base.instances)
print(Person.Card(p).owner, Person.Card.__qualname__, isinstance(p, Aged), issubclass(Named, Aged))
try:
    Person(name="x", height=3)
except TypeError as e:
    print("TypeError:", e)
try:
    class Impossible(Base, Person):
        pass
except TypeError as e:
    print("TypeError:", str(e).splitlines()[0])


class Temperature:
    __slots__ = ("_celsius",)

    def __init__(self, celsius):
        self.celsius = celsius

    @property
    def celsius(self):
        """Degrees Celsius."""
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError(f"{value} is below absolute zero")
        self._celsius = value

    @celsius.deleter
    def celsius(self):
        del self._celsius

    fahrenheit = property(lambda self: self.celsius * 9 / 5 + 32)

    def __eq__(self, other):
        if not isinstance(other, Temperature):
            return NotImplemented
        return self.celsius == other.celsius

    def __lt__(self, other):
        return self.celsius < other.celsius if isinstance(other, Temperature) else NotImplemented

    def __add__(self, other):
        return Temperature(self.celsius + float(other))

    __radd__ = __add__

    def __float__(self): return float(self.celsius)
    def __bool__(self): return self.celsius > 0
    def __hash__(self): return hash(self.celsius)
    def __format__(self, spec):
        if spec.endswith("F"):
            return format(self.fahrenheit, spec[:-1] or ".1f") + "°F"
        return format(self.celsius, spec or ".1f") + "°C"


t = Temperature(20)
t.celsius += 5
print(f"{t} {t:F} {t:.3f} {t:06.2fF}", t == Temperature(25), t == 25, t != 25, sorted([t, Temperature(-5)])[0].celsius)
print(sum([Temperature(1), Temperature(2)], 0.5).celsius, bool(Temperature(-1)), len({t, Temperature(25)}))
for bad in ("t.celsius = -300", "t.fahrenheit = 1", "t.colour = 'red'", "t < 5", "t + 'x'", "del t.celsius; t.celsius"):
    try:
        exec(bad)
    except Exception as e:
        print(f"{bad:26} {type(e).__name__}: {e}")
print(Temperature.celsius.__doc__, Temperature.celsius.fget.__name__)


class Meta(type):
    def __getattr__(cls, name):
        if name.startswith("make_"):
            return lambda: cls(name[5:])
        raise AttributeError(name)

    def __iter__(cls):
        return iter(cls.known)

    def __instancecheck__(cls, obj):
        return hasattr(obj, "quack")


class Duck(metaclass=Meta):
    known = []

    def __init__(self, name):
        self.name = name
        self.known.append(name)


class Robot:
    quack = "beep"


Duck.make_donald(), Duck.make_daisy()
print(list(Duck), isinstance(Robot(), Duck), isinstance(3, Duck))
try:
    Duck.nothing
except AttributeError as e:
    print("AttributeError:", e)


class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "_target", target)
        object.__setattr__(self, "_log", [])

    def __getattribute__(self, name):
        if name.startswith("_"):
            return object.__getattribute__(self, name)
        self._log.append(f"get {name}")
        return getattr(self._target, name)

    def __setattr__(self, name, value):
        self._log.append(f"set {name}")
        setattr(self._target, name, value)

    def __delattr__(self, name):
        self._log.append(f"del {name}")
        delattr(self._target, name)

    def __dir__(self):
        return ["name", "extra"]


proxy = Proxy(p)
proxy.extra = proxy.name.upper()
del proxy.age
print(proxy._log, p, dir(proxy), callable(proxy), callable(Duck))


class Stack(list):
    push = list.append

    @property
    def top(self):
        return self[-1]

    def __getitem__(self, index):
        result = super().__getitem__(index)
        return Stack(result) if isinstance(index, slice) else result

    def __missing__(self, key): ...


class UpperDict(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)

    def __missing__(self, key):
        return f"<{key}>"


s = Stack([1, 2])
s.push(3)
print(s, s.top, type(s[:2]).__name__, s[1:], s + [4], type(s + [4]).__name__)
d = UpperDict(a=1)
d["b"] = 2
print(d, d["zz"], d.get("zz"), f"{d['q']}")


class Number(int):
    def __new__(cls, value, unit):
        self = super().__new__(cls, value)
        self.unit = unit
        return self

    def __str__(self):
        return f"{int(self)}{self.unit}"


n = Number(5, "kg")
print(n, n + 1, repr(n), type(n * 2).__name__, n.unit, f"{n:03d}", "%d %s" % (n, n), [10, 20, 30, 40, 50, 60][n])

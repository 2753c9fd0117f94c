# A method or attribute of a built-in type, or a slot, that was put into another class works on no object of that class.
def tell(what):
    try:
        print(what())
    except Exception as e:
        print(type(e).__name__, "-", e)


class A(int):
    upper = str.upper
    __len__ = list.__len__
    __eq__ = str.__eq__
    __add__ = str.__add__
    __hash__ = str.__hash__
    __getitem__ = tuple.__getitem__
    append = list.append
    real_part = complex.real
    fromkeys = dict.__dict__["fromkeys"]
    made = classmethod(str.upper)


class Text(str):
    made = classmethod(str.upper)


a = A(3)
for _ in range(20):  # as often as it takes for a call to be specialised
    tell(lambda: a.upper())
    tell(lambda: a.append(3))
tell(lambda: a.upper)
tell(lambda: len(a))
tell(lambda: a == a)
tell(lambda: a + a)
tell(lambda: hash(a))
tell(lambda: a[0])
tell(lambda: a.real_part)
tell(lambda: A.fromkeys([1]))
tell(lambda: A.made())
tell(lambda: Text("x").made())
tell(lambda: str.upper(3))
tell(lambda: str.upper.__get__(5))
tell(lambda: str.upper.__get__("five")())
tell(lambda: complex.real.__get__(5))
tell(lambda: type.__dict__["__name__"].__set__(5, "five"))


class Slotted:
    __slots__ = ("x",)


class Other:
    x = Slotted.x


def assign():
    Other().x = 1
def delete():
    del Other().x
tell(lambda: Other().x)
tell(assign)
tell(delete)
tell(lambda: Slotted.x.__set__(Other(), 1))


# A class is not changed by way of object.
class Meta(type):
    def __setattr__(cls, name, value):
        super().__setattr__(name, value)
        print("set", name)


class B(metaclass=Meta):
    pass


B.x = 1
print(B.x)
tell(lambda: object.__setattr__(B, "x", 2))
tell(lambda: object.__delattr__(B, "x"))
tell(lambda: object.__setattr__(int, "x", 2))
type.__setattr__(B, "x", 3)
type.__delattr__(B, "x")
tell(lambda: B.x)
tell(lambda: type.__setattr__(int, "x", 2))
tell(lambda: type.__setattr__(5, "x", 2))

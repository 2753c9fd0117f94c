# seconds: 120
import threading
import time
from _crew import check, run, seconds


class Plain:
    shared = "class"


class Base:
    def answer(self):
        return "base"


class Derived(Base):
    pass


class Slotted:
    __slots__ = ("x", "y")


one, slotted = Plain(), Slotted()
one.always = slotted.x = 0
count = [0] * 8


def write(me):
    count[me] += 1
    n = count[me]
    one.always = ("always", n)
    name = f"a{n % 40}"
    setattr(one, name, (name, n))
    if n % 3 == 0:
        try:
            delattr(one, f"a{n * 7 % 40}")
        except AttributeError:
            pass
    slotted.x = ("x", n)
    slotted.y = ("y", n)
    if n % 5 == 0:
        try:
            del slotted.y
        except AttributeError as e:
            check(str(e) == "y", e)


def read(me):
    check(one.always == 0 or one.always[0] == "always", "another value")
    for n in range(40):
        name = f"a{n}"
        value = getattr(one, name, None)
        check(value is None or value[0] == name, "another attribute's value", name, value)
    for name, value in list(vars(one).items()):
        check(name == "always" or value[0] == name, "another attribute's value in vars", name, value)
    check(slotted.x == 0 or slotted.x[0] == "x", "another slot's value")
    y = getattr(slotted, "y", None)
    check(y is None or y[0] == "y", "another slot's value")
    fresh = Plain()
    fresh.b, fresh.c = 1, 2
    check((fresh.b, fresh.c, fresh.shared[:5]) == (1, 2, "class"), "a private object changed")


def change_class(me):
    count[me] += 1
    n = count[me]
    Plain.shared = f"class {n}"
    setattr(Plain, f"extra{n % 20}", n)
    if n % 2:
        Derived.answer = lambda self: "derived"
    else:
        try:
            del Derived.answer
        except AttributeError:
            pass


def call(me):
    check(Derived().answer() in ("base", "derived"), "another answer")
    check(super(Derived, Derived()).answer() == "base", "another answer of the base")
    check(hasattr(Plain, "shared") and isinstance(one.shared, str), "no class attribute")


print(run(write, read, change_class, call))  # expect: []


# An object's class changes.
class Cat:
    def sound(self):
        return "meow"


class Dog:
    def sound(self):
        return "woof"


pet = Cat()


def enchant(me):
    pet.__class__ = Dog if me % 2 else Cat
    pet.mood = me


def listen(me):
    check(pet.sound() in ("meow", "woof"), "another sound")


print(run(enchant, enchant, listen, listen))  # expect: []


# Attributes that threads add to the same object at the same time are all there in the end.
def add_all(name):
    for target in targets:
        setattr(target, name, name)


def add_first():
    for target in targets:
        target.first = "first"


lost = []
deadline = time.monotonic() + seconds
while time.monotonic() < deadline and not lost:
    targets = [Cat() for _ in range(2000)]
    adders = [threading.Thread(target=add_all, args=(name,)) for name in ("second", "third")]
    adders.append(threading.Thread(target=add_first))
    [t.start() for t in adders]
    [t.join() for t in adders]
    lost = [vars(t) for t in targets if len(vars(t)) != 3 or any(k != v for k, v in vars(t).items())]
print(lost[:3])  # expect: []


# A change of class is not undone by an attribute that comes at the same time, nor the other way round.
def add_four(letter):
    for target in targets:
        for n in range(4):
            setattr(target, f"{letter}{n}", n)


def enchant_all():
    for target in targets:
        target.__class__ = Dog


wrong = []
deadline = time.monotonic() + seconds
while time.monotonic() < deadline and not wrong:
    targets = [Cat() for _ in range(400)]
    crew = [threading.Thread(target=add_four, args=(letter,)) for letter in "ab"]
    crew.append(threading.Thread(target=enchant_all))
    [t.start() for t in crew]
    [t.join() for t in crew]
    wrong = [(type(t), vars(t)) for t in targets if type(t) is not Dog or len(vars(t)) != 8]
print(wrong[:3])  # expect: []

# seconds: 120
# A class gets other bases while others call its methods, make classes below it and change its bases: whoever looks
# finds one set of bases or the other, and in the end everybody finds the last.
import sys
import threading
from _crew import check, run, seconds


class One:
    def which(self): return "One"
    def both(self): return self.which()
    def __len__(self): return 1


class Two:
    def which(self): return "Two"
    def both(self): return self.which()
    def __len__(self): return 2


class Middle(One):
    pass


class Low(Middle):
    def __init__(self):
        self.value = 7


shared = Low()


def change(me):
    Middle.__bases__ = ((One,), (Two,), (One, Two), (Two, One))[me % 4]


def call(me):
    check(shared.which() in ("One", "Two"))
    check(shared.both() in ("One", "Two"))
    check(len(shared) in (1, 2))
    check(shared.value == 7)
    check(isinstance(shared, (One, Two)))
    names = [cls.__name__ for cls in Low.__mro__]
    check(names[:2] == ["Low", "Middle"] and names[-1] == "object" and len(names) in (4, 5), names)


made = []


def derive(me):
    class Made(Low):
        pass
    check(len(Made()) in (1, 2))
    made.append(Made)
    del made[:-50]


print(run(change, call, derive, call, change))  # expect: []

# What was made meanwhile follows the last of the changes.
wrong = []
for cls in [*made, Low]:
    if cls.__mro__[-len(Middle.__mro__):] != Middle.__mro__ or len(cls()) != len(Middle()):
        wrong.append(cls.__mro__)
for base in One, Two:
    if base.__subclasses__().count(Middle) != (base in Middle.__bases__):
        wrong.append(base.__subclasses__())
print(wrong)  # expect: []


# Orders made by Python code, which others interrupt.
class Meta(type):
    def mro(cls):
        order = super().mro()
        sum(range(50))
        return order


class Above(One, metaclass=Meta):
    pass


class Below(Above):
    pass


def change_above(me):
    Above.__bases__ = ((One,), (Two,))[me % 2]


def look(me):
    check(Below().which() in ("One", "Two"))
    check(len(Below.__mro__) == 4)


print(run(change_above, look, change_above, look))  # expect: []
for bases in (One,), (Two,):
    Above.__bases__ = bases
    print(Below.__mro__ == (Below, Above, *bases, object), len(Below()))
# expect: True 1
# expect: True 2
print([base.__subclasses__().count(Above) for base in (One, Two)])  # expect: [0, 1]

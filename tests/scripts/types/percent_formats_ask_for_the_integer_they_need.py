# %d takes what int() makes of a number, %x what __index__ says; a __str__ that is None forbids.
from decimal import Decimal
from fractions import Fraction


class Both:
    def __int__(self):
        return 3

    def __index__(self):
        return 4


class Mute:
    __str__ = None

    def __repr__(self):
        return "<mute>"


print("%d %i %u %x %o" % (Both(), Both(), Both(), Both(), Both()))  # expect: 3 3 3 4 4
print("%d %i" % (Decimal("3.7"), Fraction(7, 2)))  # expect: 3 3
print(f"{Mute()!r}")  # expect: <mute>
for text_of in (str, format, "{}".format, "%s".__mod__):
    try:
        print(text_of(Mute()))
    except TypeError as error:
        print(error)
# expect: 'NoneType' object is not callable
# expect: 'NoneType' object is not callable
# expect: 'NoneType' object is not callable
# expect: 'NoneType' object is not callable
value = 6
print(f'\{value * 7} \\{value} {{\{value}}}'.replace("\\", "/"))  # expect: /42 /6 {/6}

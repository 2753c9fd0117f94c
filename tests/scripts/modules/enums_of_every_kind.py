from enum import *


class Color(Enum):
    RED=1
    GREEN=2
    CRIMSON=1
    def hi(self): return self.name+"!"
    @property
    def up(self): return self.value*10
print(Color.RED, repr(Color.RED), Color(2), Color["RED"], list(Color), len(Color), Color.CRIMSON is Color.RED, Color.RED.hi(), Color.GREEN.up, Color.RED in Color, isinstance(Color.RED, Color), list(Color.__members__), Color, type(Color.RED), Color.RED==1, {Color.RED:1}, f"{Color.RED}", Color.RED.name, Color.RED.value, hash(Color.RED)==hash("RED"))
for g in (lambda: Color(9), lambda: Color["X"], lambda: Color.X, lambda: setattr(Color,"RED",3), lambda: Color.RED<Color.GREEN, lambda: Color()):
    try: print(g())
    except Exception as e: print(type(e).__name__, e)
class A(Enum):
    X=auto(); Y=auto(); Z=10; W=auto()
print([m.value for m in A])
class N(IntEnum):
    ONE=1; TWO=2
print(N.ONE, repr(N.ONE), N.ONE+1, N.ONE<N.TWO, N(1), N.ONE==1, [1,2,3][N.ONE], f"{N.TWO:03d}", max(N), int(N.TWO), isinstance(N.ONE,int))
class SE(StrEnum):
    A=auto(); B="bee"
print(SE.A, repr(SE.A), SE.B=="bee", SE("bee"), SE.A.upper())
class Perm(Flag):
    R=auto(); W=auto(); X=auto(); RW=R|W
print(Perm.R, Perm.R|Perm.X, repr(Perm.R|Perm.W), Perm.RW, Perm(5), list(Perm.RW), Perm.R in Perm.RW, ~Perm.R, bool(Perm(0)), Perm.R&Perm.W, Perm(0), list(Perm), Perm.R^Perm.RW, len(Perm.RW))
try: Perm(99)
except ValueError as e: print(e)
class IF(IntFlag):
    A=1; B=2
print(IF.A|IF.B, repr(IF.A|IF.B), IF(7), repr(IF(8)), IF.A+1, IF.A|4, ~IF.A)
class Planet(Enum):
    EARTH=(5.9,6.3)
    def __init__(self, m, r): self.m=m; self.r=r
    @property
    def d(self): return self.m/self.r
print(Planet.EARTH.m, Planet.EARTH.value, round(Planet.EARTH.d,3))
Anim=Enum("Anim","CAT DOG"); print(Anim.CAT, list(Anim), Anim.DOG.value)
try:
    @unique
    class U(Enum): A=1; B=1
except ValueError as e: print(e)
try:
    class E2(Color): Q=3
except TypeError as e: print(e)
try:
    class E3(Enum): A=1; A=2
except TypeError as e: print(e)
class Mi(Enum):
    A=1
    @classmethod
    def _missing_(cls, v): return cls.A
print(Mi(99))
import copy; print(copy.deepcopy(Color.RED) is Color.RED, copy.copy(Color.RED) is Color.RED)
match Color.RED:
    case Color.GREEN: print('g')
    case Color.RED: print('r')
class Str(str, Enum):
    A="a"
print(Str.A, repr(Str.A), Str.A=="a", f"{Str.A}", Str.A.value, "x"+Str.A)
class G(Enum):
    def _generate_next_value_(name,start,count,last): return name.lower()
    AA=auto(); BB=auto()
print([g.value for g in G])
class Func(Enum):
    A = member(lambda x: x+1)
    B = nonmember(5)
print(Func.A.value(2), Func.B)

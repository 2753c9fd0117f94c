from fractions import Fraction
import math

print(Fraction(1, 3) + Fraction(1, 6), Fraction("0.125"), Fraction(0.5), Fraction("-3/9"))
print(Fraction(math.pi).limit_denominator(1000), Fraction(7, 2) // 2, Fraction(7, 2) % 2, Fraction(2, 3) ** 2)
print(sum([Fraction(1, n) for n in range(1, 11)]), float(Fraction(1, 3)), round(Fraction(22, 7), 2), int(Fraction(-7, 2)))
print(sorted([Fraction(1, 2), 0.3, Fraction(1, 3)]), Fraction(1, 2) == 0.5, hash(Fraction(4, 2)) == hash(2))
try:
    Fraction(1, 0)
except ZeroDivisionError as error:
    print(error)
print(repr(Fraction(6, 4)), Fraction(3).as_integer_ratio(), Fraction(5, 3).numerator)

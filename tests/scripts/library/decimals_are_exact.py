from decimal import *

print(Decimal("0.1") + Decimal("0.2"), Decimal(1) / 3, Decimal(2).sqrt())
getcontext().prec = 50
print(Decimal(1) / 7, Decimal(2).exp(), Decimal(10).ln())
with localcontext() as context:
    context.prec = 5
    context.rounding = ROUND_UP
    print(Decimal(1) / 3, Decimal("1.23456") + 0)
print(Decimal("7.325").quantize(Decimal(".01"), rounding=ROUND_HALF_EVEN), Decimal("1E+3").normalize())
print(sorted([Decimal("3.4"), Decimal("-1"), Decimal("NaN") if False else Decimal(2)]), max(Decimal(1), Decimal("1.0")))
print(Decimal("123.456").as_tuple(), Decimal(0.1), repr(Decimal("-0")), hash(Decimal(3)) == hash(3))
for wrong in (lambda: Decimal(1) / 0, lambda: Decimal("x"), lambda: Decimal("sNaN") + 1, lambda: Decimal(1) + 0.5):
    try:
        print(wrong())
    except (ArithmeticError, TypeError) as error:
        print(type(error).__name__)  # the words are CPython's C code's
print(f"{Decimal('1234567.891'):,.2f} {Decimal('0.00012'):e} {Decimal('12'):>8}", int(Decimal("3.9")), round(Decimal("2.5")))
print(Decimal("1.1").compare(Decimal("1.2")), Decimal("100").to_eng_string(), Decimal(5) % 3, divmod(Decimal(-7), 2))

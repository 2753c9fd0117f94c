class Money:
    def __init__(self, amount):
        self.amount = amount

    def __format__(self, spec):
        return f"${self.amount:{spec or ',.2f'}}"


m = Money(1234.5)
print(f"{m} {m:.0f}", format(m), "{:.1f}".format(m), format(3.5, ".2f"), format("x"), format(None))
# expect: $1,234.50 $1234 $1,234.50 $1234.5 3.50 x None

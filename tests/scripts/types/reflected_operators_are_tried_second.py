class Left:
    def __add__(self, other):
        return NotImplemented


class Right:
    def __radd__(self, other):
        return f"radd {type(other).__name__}"

    def __rsub__(self, other):
        return "rsub"

    def __gt__(self, other):
        return "gt"


class Special(int):
    def __radd__(self, other):
        return "subclass first"


print(Left() + Right(), 1 - Right(), 5 < Right(), 1 + Special(2), Special(2) + 1)
# expect: radd Left rsub gt subclass first 3

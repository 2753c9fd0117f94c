class R:
    def __repr__(self):
        return "R()"


class S:
    def __str__(self):
        return "s!"

    def __repr__(self):
        return "S()"


print(R(), str(R()), [R()], S(), [S()], f"{S()} {S()!r}", {"k": S()}, (R(),))
# expect: R() R() [R()] s! [S()] s! S() {'k': S()} (R(),)


class Bad:
    def __str__(self):
        return 5


try:
    str(Bad())
except TypeError as e:
    print(e)  # expect: __str__ returned non-string (type int)

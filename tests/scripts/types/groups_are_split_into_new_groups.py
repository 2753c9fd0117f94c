"""split() makes new groups of what is left, by derive(), also when nothing matched."""


class Own(ExceptionGroup):
    def derive(self, excs):
        return Own(self.message, excs)


for made in (ExceptionGroup, Own):
    group = made("m", [ValueError(1), ExceptionGroup("inner", [TypeError(2)])])
    for condition in (ValueError, KeyError, TypeError, (ValueError, TypeError), lambda error: False):
        match, rest = group.split(condition)
        print(match, repr(rest), rest is group, match is group)
        print(repr(group.subgroup(condition)))

try:
    try:
        raise Own("whole", [ValueError(1)])
    except* KeyError:
        print("no")
except Own as error:
    print(repr(error), error.__traceback__ is not None)

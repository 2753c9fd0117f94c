# A tuple of classes in an except clause must hold nothing else, even where an earlier one matches.
for wrong in (42, (ValueError, 42), (KeyError, (OSError, "text")), int):
    try:
        try:
            raise ValueError
        except wrong:
            print("caught")
    except TypeError as error:
        print(error, repr(error.__context__))
# expect: catching classes that do not inherit from BaseException is not allowed ValueError()
# expect: catching classes that do not inherit from BaseException is not allowed ValueError()
# expect: catching classes that do not inherit from BaseException is not allowed ValueError()
# expect: catching classes that do not inherit from BaseException is not allowed ValueError()
try:
    raise ValueError
except (KeyError, ValueError):
    print("one of them")  # expect: one of them

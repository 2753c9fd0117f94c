try:
    try:
        {}["k"]
    except KeyError as e:
        raise ValueError("bad") from e
except ValueError as e:
    print(repr(e), repr(e.__cause__), e.__suppress_context__)  # expect: ValueError('bad') KeyError('k') True
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise TypeError("second")
except TypeError as e:
    print(repr(e.__context__), e.__cause__)  # expect: ZeroDivisionError('division by zero') None
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise TypeError("hidden") from None
except TypeError as e:
    print(repr(e.__context__), e.__cause__, e.__suppress_context__)
    # expect: ZeroDivisionError('division by zero') None True

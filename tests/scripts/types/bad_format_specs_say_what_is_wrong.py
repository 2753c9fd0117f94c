for value, spec in ((1, "s"), ("a", "d"), (1.5, "d"), ("a", "+"), (1, ".2d"), ("a", ","), ([], "5"), (1, "q"),
                    (1.0, "x"), ("a", "=5"), (1, "yy")):
    try:
        print(format(value, spec))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)  # expect: ValueError Unknown format code 's' for object of type 'int'
        # expect: ValueError Unknown format code 'd' for object of type 'str'
        # expect: ValueError Unknown format code 'd' for object of type 'float'
        # expect: ValueError Sign not allowed in string format specifier
        # expect: ValueError Precision not allowed in integer format specifier
        # expect: ValueError Cannot specify ',' with 's'.
        # expect: TypeError unsupported format string passed to list.__format__
        # expect: ValueError Unknown format code 'q' for object of type 'int'
        # expect: ValueError Unknown format code 'x' for object of type 'float'
        # expect: ValueError '=' alignment not allowed in string format specifier
        # expect: ValueError Invalid format specifier 'yy' for object of type 'int'

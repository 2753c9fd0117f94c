for f in (lambda: 1 + "a", lambda: "a" + 1, lambda: [] + (), lambda: {} - 1, lambda: "a" - "b", lambda: None * 2,
          lambda: 1 < "a", lambda: [] >= 1, lambda: -"a", lambda: ~1.5, lambda: "a" * "b", lambda: [1] * 1.5,
          lambda: 1 @ 2, lambda: 1.0 << 2, lambda: object() & 1, lambda: 5 in 5, lambda: 3 ** "a", lambda: "a" % 1):
    try:
        f()
    except TypeError as e:
        print(e)  # expect: unsupported operand type(s) for +: 'int' and 'str'
        # expect: can only concatenate str (not "int") to str
        # expect: can only concatenate list (not "tuple") to list
        # expect: unsupported operand type(s) for -: 'dict' and 'int'
        # expect: unsupported operand type(s) for -: 'str' and 'str'
        # expect: unsupported operand type(s) for *: 'NoneType' and 'int'
        # expect: '<' not supported between instances of 'int' and 'str'
        # expect: '>=' not supported between instances of 'list' and 'int'
        # expect: bad operand type for unary -: 'str'
        # expect: bad operand type for unary ~: 'float'
        # expect: can't multiply sequence by non-int of type 'str'
        # expect: can't multiply sequence by non-int of type 'float'
        # expect: unsupported operand type(s) for @: 'int' and 'int'
        # expect: unsupported operand type(s) for <<: 'float' and 'int'
        # expect: unsupported operand type(s) for &: 'object' and 'int'
        # expect: argument of type 'int' is not iterable
        # expect: unsupported operand type(s) for ** or pow(): 'int' and 'str'
        # expect: not all arguments converted during string formatting

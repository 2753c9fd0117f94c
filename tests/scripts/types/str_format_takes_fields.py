print("{} {}".format("a", 1), "{1} {0}".format("a", "b"), "{x} {y:>4}".format(x=1, y="r"), "{{}}".format())
# expect: a 1 b a 1    r {}
print("{0[1]} {0[0]} {1[k]} {2.real}".format([1, 2], {"k": "v"}, 5), "{!r:>6} {!s}".format("a", "b"))
# expect: 2 1 v 5    'a' b
print("{:{}.{}f}".format(3.14159, 8, 2), "{0:{w}}|".format("x", w=4), "{:,}".format(10 ** 6))
# expect:     3.14 x   | 1,000,000
print("{n}".format_map({"n": 3}))  # expect: 3
for bad in (lambda: "{} {}".format(1), lambda: "{x}".format(), lambda: "{".format(), lambda: "{} {0}".format(1),
            lambda: "}".format()):
    try:
        bad()
    except (IndexError, KeyError, ValueError) as e:
        print(type(e).__name__, e)
        # expect: IndexError Replacement index 1 out of range for positional args tuple
        # expect: KeyError 'x'
        # expect: ValueError Single '{' encountered in format string
        # expect: ValueError cannot switch from automatic field numbering to manual field specification
        # expect: ValueError Single '}' encountered in format string

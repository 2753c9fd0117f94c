import warnings

for text in ("x is 5", "x is not 'a'", "1 is x", "x is None", "assert (x, 'message')", "'a' 'b' (1)", "[1] (2)", "'abc'['a']",
             "[1, 2] [3, 4]", "[1][1.5]", "1[0]", "None[1]", "{1}[0]", "(1, 2)['x']", "f'{x}'[()]", "{}[1]", "(lambda: 1)(2)",
             "[1][True]", "def f():\n  return x is 3"):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        compile(text, "typed", "exec")
    for warning in found:
        print(warning.category.__name__, warning.filename, warning.lineno, warning.message)
# expect: SyntaxWarning typed 1 "is" with a literal. Did you mean "=="?
# expect: SyntaxWarning typed 1 "is not" with a literal. Did you mean "!="?
# expect: SyntaxWarning typed 1 "is" with a literal. Did you mean "=="?
# expect: SyntaxWarning typed 1 assertion is always true, perhaps remove parentheses?
# expect: SyntaxWarning typed 1 'str' object is not callable; perhaps you missed a comma?
# expect: SyntaxWarning typed 1 'list' object is not callable; perhaps you missed a comma?
# expect: SyntaxWarning typed 1 str indices must be integers or slices, not str; perhaps you missed a comma?
# expect: SyntaxWarning typed 1 list indices must be integers or slices, not tuple; perhaps you missed a comma?
# expect: SyntaxWarning typed 1 list indices must be integers or slices, not float; perhaps you missed a comma?
# expect: SyntaxWarning typed 1 'int' object is not subscriptable; perhaps you missed a comma?
# expect: SyntaxWarning typed 1 'NoneType' object is not subscriptable; perhaps you missed a comma?
# expect: SyntaxWarning typed 1 'set' object is not subscriptable; perhaps you missed a comma?
# expect: SyntaxWarning typed 1 tuple indices must be integers or slices, not str; perhaps you missed a comma?
# expect: SyntaxWarning typed 1 str indices must be integers or slices, not tuple; perhaps you missed a comma?
# expect: SyntaxWarning typed 2 "is" with a literal. Did you mean "=="?
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        compile("x is 5", "typed", "exec")
    except SyntaxError as error:
        print(error)    # expect: "is" with a literal. Did you mean "=="? (typed, line 1)

"""A module with examples.

>>> double(21)
42
"""
import contextlib
import doctest
import io
import re


def double(x):
    """Twice.

    >>> double(2)
    4
    >>> double("ab")
    'abab'
    >>> double(None)
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
    >>> [double(i) for i in range(20)]    # doctest: +ELLIPSIS
    [0, 2, ..., 38]
    """
    return x * 2


def wrong():
    """
    >>> 1 + 1
    3
    """


shown = io.StringIO()
with contextlib.redirect_stdout(shown):
    results = doctest.testmod(verbose=False)
print(re.sub('File ".*"', 'File "this one"', shown.getvalue()), results)
print(doctest.run_docstring_examples(double, globals()))
print(doctest.script_from_examples("Text\n>>> x = 1\n>>> x\n1\n"))

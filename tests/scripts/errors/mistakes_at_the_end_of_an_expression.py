# Text for eval gets no line end of its own: a mistake at its end has no place in it.
import sys
import traceback


def show(source, mode):
    try:
        compile(source, "<text>", mode)
    except SyntaxError as error:
        print(repr(source), mode, error.lineno, error.offset, error.end_offset, repr(error.text), error.msg)


for source in ("1 +", "1 +\n", "1 + # c", "(1 + 2) *", "not", "é +", "x y", "f'{}'", "f'{'", "x = 1", ""):
    for mode in ("eval", "exec", "single"):
        if source or mode == "eval":
            show(source, mode)

for source in ("1 +", "(1", "x y", ""):
    try:
        eval(source)
    except SyntaxError as error:
        sys.stdout.write("".join(traceback.format_exception_only(error)))

# The marks end where the line does.
for place in ((1, 2, "abcdefg", 1, 100), (1, 2, "abcdefg\n", 1, 100), (1, 2, "abcdefg", 1, 7), (1, 4, "abcdefg", 1, 2)):
    error = SyntaxError("bad", ("file.py", *place))
    stderr, sys.stderr = sys.stderr, sys.stdout
    sys.__excepthook__(SyntaxError, error, None)
    sys.stderr = stderr

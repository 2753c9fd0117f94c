# The message and the position of what is wrong with an expression or a template.
import re

for text in ["(", ")", "a)", "[", "[a", "*", "a**", "a{2,1}", "(?P<a", "(?P<>x)", "(?P<1>x)", "(?P<a>x)(?P<a>y)", "(?P=b)",
             "(?Px)", "(?<a)", "(?<=a*)", "\\", "\\1", "(\\1)", "\\q", "[\\q]", "[b-a]", "[a-\\d]", "(?z)", "a(?i)",
             "(?i-i:a)", "(?-u:a)", "(?#", "(?(1)a|b|c)", "(?(2)a)", "(?(x)a)", "(?L)a", "\\x1", "\\u12", "\\777", "(?au)a",
             "(?:a", "x{99999999999}", "a\nb\n(c"]:
    try:
        re.compile(text)
        print(repr(text), "is fine")
    except re.error as e:
        print(repr(text), "|", e, "|", e.msg, e.pos, e.lineno, e.colno)
    except OverflowError as e:
        print(repr(text), e)

for template in ["\\2", "\\g<x>", "\\g<1", "\\g", "\\q", "\\g<-1>", "\\400"]:
    try:
        print(re.sub("(a)", template, "a"))
    except (re.error, IndexError) as e:
        print(type(e).__name__, e)

for call in (lambda: re.match("a", 5), lambda: re.match("a", b"a"), lambda: re.match(b"a", "a"), lambda: re.compile(5),
             lambda: re.compile(re.compile("a"), re.I), lambda: re.match("a", "a").group(1), lambda: re.match("a", "a")["x"],
             lambda: re.sub("a", 5, "a"), lambda: re.sub("a", lambda m: 5, "ba"), lambda: re.compile("a", re.L),
             lambda: re.compile(b"a", re.U), lambda: re.compile("a", re.A | re.U)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)

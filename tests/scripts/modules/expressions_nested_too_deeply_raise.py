import re

for front, back in (("(", ")"), ("(?:", ")"), ("(?=", ")"), ("(?<!", ")"), ("(?P<a>x)(?(a)", ")"), ("(?>", ")"), ("(x|", ")")):
    raised = []
    for text in (front * 50000 + back * 50000, "()" + "(?(1)" * 50000 + ")" * 50000, "()" + "(?(1)x|" * 50000 + ")" * 50000):
        try:
            re.compile(text)
        except (RecursionError, re.error) as error:
            raised.append(type(error).__name__)
    print(*raised)
# expect: RecursionError RecursionError RecursionError
# expect: RecursionError RecursionError RecursionError
# expect: RecursionError RecursionError RecursionError
# expect: RecursionError RecursionError RecursionError
# expect: error RecursionError RecursionError
# expect: RecursionError RecursionError RecursionError
# expect: RecursionError RecursionError RecursionError

nested = re.compile("(a)?" + "(?(1)b" * 50 + ")" * 50)
print(nested.fullmatch("a" + "b" * 50) is not None, nested.fullmatch("b") is None)  # expect: True True

"""Shunting-yard: infix to RPN, RPN evaluated on a stack, with ints of any size."""
import operator as op
from collections import namedtuple

Op = namedtuple("Op", "precedence right function arity", defaults=(2,))

OPS = {
    "+": Op(2, False, op.add),
    "-": Op(2, False, op.sub),
    "*": Op(3, False, op.mul),
    "/": Op(3, False, op.truediv),
    "//": Op(3, False, op.floordiv),
    "%": Op(3, False, op.mod),
    "^": Op(4, True, op.pow),
    "~": Op(5, True, op.neg, 1),
}


def tokens(text):
    text = text.replace("(", " ( ").replace(")", " ) ")
    previous = None
    for tok in text.split():
        if tok == "-" and (previous is None or previous == "(" or previous in OPS):
            tok = "~"
        previous = tok
        yield tok


def shunt(text):
    out, stack = [], []
    for tok in tokens(text):
        if tok in OPS:
            o1 = OPS[tok]
            while stack and stack[-1] != "(":
                o2 = OPS[stack[-1]]
                if o2.precedence > o1.precedence or (o2.precedence == o1.precedence and not o1.right):
                    out.append(stack.pop())
                else:
                    break
            stack.append(tok)
        elif tok == "(":
            stack.append(tok)
        elif tok == ")":
            while stack and stack[-1] != "(":
                out.append(stack.pop())
            if not stack:
                raise SyntaxError("mismatched )")
            stack.pop()
        else:
            out.append(tok)
    while stack:
        tok = stack.pop()
        if tok == "(":
            raise SyntaxError("mismatched (")
        out.append(tok)
    return out


def number(tok):
    for kind in int, float, complex:
        try:
            return kind(tok)
        except ValueError:
            continue
    raise NameError(f"name {tok!r} is not defined")


def evaluate(rpn):
    stack = []
    for tok in rpn:
        if tok in OPS:
            o = OPS[tok]
            args = [stack.pop() for _ in range(o.arity)][::-1]
            stack.append(o.function(*args))
        else:
            stack.append(number(tok))
    (result,) = stack
    return result


for text in ["3 + 4 * 2 / ( 1 - 5 ) ^ 2 ^ 3", "2 ^ 200 - 1", "- 3 * - ( 2 + 1 )", "17 // 5 * 5 + 17 % 5",
             "1.5 * 4", "2j * 2j", "( 1 + 2", "1 + 2 )", "1 / 0", "x + 1", "1 2", "+", "7 ^ 0.5"]:
    try:
        rpn = shunt(text)
        print(f"{text:32} [{' '.join(rpn)}] = {evaluate(rpn)}")
    except Exception as e:
        print(f"{text:32} {type(e).__name__}: {e}")
print(OPS["+"]._replace(precedence=1)[:2], Op._fields, Op._field_defaults)

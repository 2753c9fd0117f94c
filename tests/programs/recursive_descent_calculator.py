"""A calculator: tokenizer, recursive descent parser, evaluator with visitors."""
from dataclasses import dataclass
from typing import Iterator, NamedTuple, Union
import math
import operator


class Token(NamedTuple):
    kind: str
    text: str
    position: int


def tokenize(text: str) -> Iterator[Token]:
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
            continue
        start = i
        if c.isdigit() or c == ".":
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            yield Token("NUM", text[start:i], start)
        elif c.isidentifier():
            while i < len(text) and (text[i].isalnum() or text[i] == "_"):
                i += 1
            yield Token("NAME", text[start:i], start)
        elif text.startswith("**", i):
            i += 2
            yield Token("OP", "**", start)
        elif c in "+-*/()%,=":
            i += 1
            yield Token("OP", c, start)
        else:
            raise SyntaxError(f"bad character {c!r} at {i}")
    yield Token("END", "", len(text))


@dataclass(slots=True)
class Num:
    value: float


@dataclass(slots=True)
class Var:
    name: str


@dataclass
class BinOp:
    left: "Node"
    op: str
    right: "Node"


@dataclass
class Unary:
    op: str
    operand: "Node"


@dataclass
class Call:
    name: str
    args: tuple


Node = Union[Num, Var, BinOp, Unary, Call]


class Parser:
    PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "%": 2, "**": 4}
    RIGHT = {"**"}

    def __init__(self, text):
        self.tokens = list(tokenize(text))
        self.at = 0

    @property
    def current(self):
        return self.tokens[self.at]

    def advance(self):
        token, self.at = self.current, self.at + 1
        return token

    def expect(self, text):
        if self.current.text != text:
            raise SyntaxError(f"expected {text!r}, found {self.current.text or 'end'!r} at {self.current.position}")
        return self.advance()

    def parse(self):
        node = self.expression(0)
        if self.current.kind != "END":
            raise SyntaxError(f"unexpected {self.current.text!r} at {self.current.position}")
        return node

    def expression(self, limit):
        left = self.unary()
        while (op := self.current.text) in self.PRECEDENCE and self.PRECEDENCE[op] >= limit:
            self.advance()
            left = BinOp(left, op, self.expression(self.PRECEDENCE[op] + (op not in self.RIGHT)))
        return left

    def unary(self):
        if self.current.text in ("-", "+"):
            return Unary(self.advance().text, self.expression(3))
        return self.atom()

    def atom(self):
        token = self.advance()
        match token:
            case Token("NUM", text):
                return Num(float(text))
            case Token(kind="NAME", text=name) if self.current.text == "(":
                self.advance()
                args = []
                while self.current.text != ")":
                    args.append(self.expression(0))
                    if self.current.text == ",":
                        self.advance()
                self.expect(")")
                return Call(name, tuple(args))
            case Token("NAME", name):
                return Var(name)
            case Token(text="("):
                node = self.expression(0)
                self.expect(")")
                return node
            case _:
                raise SyntaxError(f"unexpected {token.text or 'end'!r} at {token.position}")


class Evaluator:
    OPS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
           "%": operator.mod, "**": operator.pow}

    def __init__(self, **names):
        self.names = {"pi": math.pi, **names}

    def visit(self, node):
        return getattr(self, "visit_" + type(node).__name__)(node)

    def visit_Num(self, node): return node.value
    def visit_Var(self, node): return self.names[node.name]
    def visit_BinOp(self, node): return self.OPS[node.op](self.visit(node.left), self.visit(node.right))
    def visit_Unary(self, node): return -self.visit(node.operand) if node.op == "-" else +self.visit(node.operand)
    def visit_Call(self, node): return getattr(math, node.name)(*map(self.visit, node.args))


evaluator = Evaluator(x=4, y=0.5)
for text in ["1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "10 / 4 - 1", "sqrt(x) + y", "hypot(3, x)",
             "7 % 4 * 2", "1 / 0", "1 +", "2 $ 3", "(1", "z", "1 2", "cos(pi)"]:
    try:
        print(f"{text:>14} = {evaluator.visit(Parser(text).parse()):g}")
    except (SyntaxError, ArithmeticError, KeyError) as error:
        print(f"{text:>14} ! {type(error).__name__}: {error}")
print(Parser("a + f(1, -b)").parse())

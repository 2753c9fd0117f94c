"""A tiny Lisp and a tiny shape language: structural pattern matching in all its kinds."""
from dataclasses import dataclass
from enum import Enum
import math
import operator as op


class Color(Enum):
    RED = "r"
    GREEN = "g"


@dataclass
class Point:
    x: float
    y: float


@dataclass
class Circle:
    center: Point
    radius: float
    color: Color = Color.RED


@dataclass
class Rect:
    corner: Point
    width: float
    height: float


class Odd:
    __match_args__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return f"Odd({self.value!r})"


def describe(x):
    match x:
        case None | True | False:
            return f"singleton {x}"
        case 0:
            return "zero"
        case int(n) if n < 0:
            return f"negative {n}"
        case int() | float() as number:
            return f"number {number}"
        case "":
            return "empty text"
        case str(text) if text.startswith("!"):
            return f"command {text[1:]}"
        case "a" | "b" | "c":
            return "a to c"
        case str():
            return f"text {x!r}"
        case []:
            return "empty sequence"
        case [single]:
            return f"one: {describe(single)}"
        case [Point(x=0, y=0), *rest]:
            return f"from the origin through {len(rest)}"
        case [first, *_, last] if first == last:
            return f"starts and ends with {first!r}"
        case (1 | 2 as start, [inner, *more], *_):
            return f"nested {start} {inner} {more}"
        case [_, _]:
            return "a pair"
        case {"type": "circle", "r": float() | int() as r, **rest}:
            return f"circle dict {r} {rest}"
        case {"type": kind}:
            return f"dict of type {kind}"
        case {}:
            return "some dict"
        case Circle(center=Point(x, y), radius=r, color=Color.RED):
            return f"red circle at {x},{y} area {math.pi * r * r:.2f}"
        case Circle(Point() as p, color=c):
            return f"{c.name} circle around {p}"
        case Rect(Point(0, 0), w, h) if w == h:
            return f"square of {w} at the origin"
        case Rect(width=w, height=h):
            return f"rect {w}x{h}"
        case Odd(5):
            return "the five"
        case Odd(value=(a, b)):
            return f"odd pair {a} {b}"
        case _:
            return f"something else: {type(x).__name__}"


for thing in (None, True, 0, -3, 2.5, 10, "", "!run", "b", "zz", [], ["x"], [Point(0, 0), 1, 2], [7, 8, 7],
              (1, [2, 3, 4], 5), (3, 4), {"type": "circle", "r": 2, "id": 9}, {"type": "blob"}, {1: 2},
              Circle(Point(1, 2), 1), Circle(Point(1, 2), 1, Color.GREEN), Rect(Point(0, 0), 2, 2),
              Rect(Point(1, 0), 2, 3), Odd(5), Odd((1, 2)), Odd(6), {1}, b"ab", range(2)):
    print(f"{str(thing)[:48]:48} | {describe(thing)}")


def tokenize(text):
    return text.replace("(", " ( ").replace(")", " ) ").split()


def parse(tokens):
    match tokens.pop(0):
        case "(":
            items = []
            while tokens[0] != ")":
                items.append(parse(tokens))
            tokens.pop(0)
            return items
        case ")":
            raise SyntaxError("unexpected )")
        case token:
            try:
                return int(token)
            except ValueError:
                return token


def evaluate(expr, env):
    match expr:
        case int():
            return expr
        case str():
            try:
                return env[expr]
            except KeyError:
                raise NameError(expr) from None
        case ["quote", x]:
            return x
        case ["if", test, then, otherwise]:
            return evaluate(then if evaluate(test, env) else otherwise, env)
        case ["define", [name, *params], body]:
            env[name] = evaluate(["lambda", params, body], env)
        case ["define", str(name), value]:
            env[name] = evaluate(value, env)
        case ["lambda", [*params], body]:
            return lambda *args: evaluate(body, {**env, **dict(zip(params, args))} | {"self": env.get("self")})
        case ["let", [*bindings], body]:
            return evaluate(body, env | {k: evaluate(v, env) for k, v in bindings})
        case ["begin", *body, last]:
            for e in body:
                evaluate(e, env)
            return evaluate(last, env)
        case [function, *args]:
            return evaluate(function, env)(*(evaluate(a, env) for a in args))
        case _:
            raise SyntaxError(f"bad expression {expr!r}")


ENV = {"+": op.add, "-": op.sub, "*": op.mul, "<": op.lt, "=": op.eq, "list": lambda *a: list(a), "car": lambda x: x[0]}
for source in ("(+ 1 (* 2 3))", "(define sq (lambda (x) (* x x)))", "(sq 12)", "(if (< 1 2) (quote yes) (quote no))",
               "(let ((a 1) (b 2)) (list b a))", "(begin (define z 5) (sq z))", "(car (quote (1 2)))", "(nope 1)", "()"):
    try:
        print(source, "=>", evaluate(parse(tokenize(source)), ENV))
    except (NameError, SyntaxError) as e:
        print(source, "=>", type(e).__name__, e)

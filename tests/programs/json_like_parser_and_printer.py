"""A JSON parser and printer written by hand, checked by round trips."""
import string


class ParseError(ValueError):
    def __init__(self, message, text, at):
        line = text.count("\n", 0, at) + 1
        column = at - text.rfind("\n", 0, at)
        super().__init__(f"{message} at line {line} column {column}")


class Parser:
    ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
    CONSTANTS = {"true": True, "false": False, "null": None}

    def __init__(self, text):
        self.text, self.at = text, 0

    def error(self, message):
        return ParseError(message, self.text, self.at)

    def blank(self):
        while self.at < len(self.text) and self.text[self.at] in string.whitespace:
            self.at += 1

    def peek(self):
        self.blank()
        return self.text[self.at:self.at + 1]

    def take(self, expected):
        if self.peek() != expected:
            raise self.error(f"expected {expected!r}, got {self.peek()!r}")
        self.at += 1

    def value(self):
        match self.peek():
            case "{":
                return dict(self.items("{", "}", self.pair))
            case "[":
                return list(self.items("[", "]", self.value))
            case '"':
                return self.string()
            case c if c and (c.isdigit() or c == "-"):
                return self.number()
            case c if c.isalpha():
                word = "".join(iter(self.letter, ""))
                if word not in self.CONSTANTS:
                    raise self.error(f"unknown word {word!r}")
                return self.CONSTANTS[word]
            case other:
                raise self.error(f"unexpected {other!r}" if other else "unexpected end")

    def letter(self):
        c = self.text[self.at:self.at + 1]
        if c.isalpha():
            self.at += 1
            return c
        return ""

    def items(self, opening, closing, item):
        self.take(opening)
        if self.peek() == closing:
            self.at += 1
            return
        while True:
            yield item()
            if self.peek() != ",":
                break
            self.at += 1
        self.take(closing)

    def pair(self):
        if self.peek() != '"':
            raise self.error("expected a key")
        key = self.string()
        self.take(":")
        return key, self.value()

    def string(self):
        self.take('"')
        out = []
        while (c := self.text[self.at:self.at + 1]) != '"':
            if not c:
                raise self.error("unterminated string")
            self.at += 1
            if c == "\\":
                c = self.text[self.at]
                self.at += 1
                if c == "u":
                    out.append(chr(int(self.text[self.at:self.at + 4], 16)))
                    self.at += 4
                    continue
                c = self.ESCAPES[c]
            out.append(c)
        self.at += 1
        return "".join(out)

    def number(self):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "+-.eE0123456789":
            self.at += 1
        text = self.text[start:self.at]
        return int(text) if text.lstrip("-").isdigit() else float(text)


def loads(text):
    parser = Parser(text)
    value = parser.value()
    if parser.peek():
        raise parser.error("extra data")
    return value


def dumps(value, indent=None, level=0):
    pad, end = ("\n" + " " * indent * (level + 1), "\n" + " " * indent * level) if indent else ("", "")
    separator = "," + (pad or " ")
    match value:
        case None | True | False:
            return {None: "null", True: "true", False: "false"}[value]
        case str():
            escaped = "".join({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}.get(c) or
                              (c if c.isascii() and c.isprintable() else f"\\u{ord(c):04x}") for c in value)
            return f'"{escaped}"'
        case int() | float():
            return repr(value)
        case dict():
            body = separator.join(f"{dumps(str(k))}: {dumps(v, indent, level + 1)}" for k, v in value.items())
            return "{" + (pad + body + end if body else "") + "}"
        case list() | tuple():
            body = separator.join(dumps(v, indent, level + 1) for v in value)
            return "[" + (pad + body + end if body else "") + "]"
        case _:
            raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


TEXT = """
{"name": "minipy", "tags": ["a", "b\\n", "\\u00e9\\\\"], "n": [1, -2, 3.5, 1e3, 12345678901234567890],
 "nested": {"empty": {}, "list": [], "yes": true, "no": false, "none": null}}
"""
data = loads(TEXT)
print(data)
print(dumps(data))
print(dumps(data["nested"], indent=2))
assert loads(dumps(data)) == data == loads(dumps(data, indent=4))
for bad in ('{"a" 1}', "[1, 2", '"abc', "[1,, 2]", "nope", "{1: 2}", "[1]\n x", "", '{"a": \n  ?}', '["\\q"]'):
    try:
        print(loads(bad))
    except (ParseError, KeyError) as e:
        print(f"{bad!r:16} {type(e).__name__}: {e}")
try:
    dumps({"s": {1, 2}})
except TypeError as e:
    print(e)

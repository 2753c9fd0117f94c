"""Reading JSON."""

import _json
from _json import scanstring

__all__ = ["JSONDecoder", "JSONDecodeError"]

NaN = float("nan")
PosInf = float("inf")
NegInf = float("-inf")
_constants = {"NaN": NaN, "Infinity": PosInf, "-Infinity": NegInf}
_space = " \t\n\r"


class JSONDecodeError(ValueError):
    """What is wrong with a document, and where: msg, doc, pos, lineno, colno."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, f"{msg}: line {lineno} column {colno} (char {pos})")
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


def _skip_space(text, at):
    while at < len(text) and text[at] in _space:
        at += 1
    return at


class JSONDecoder:
    """Makes Python objects of JSON text."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _constants.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def scan_once(self, string, idx):
        """The value at an index, and where it ends."""
        return _json.scan(string, idx, self.strict, self.object_hook, self.object_pairs_hook, self.parse_float,
                          self.parse_int, self.parse_constant)

    def decode(self, s):
        """The value of a whole document."""
        obj, end = self.raw_decode(s, idx=_skip_space(s, 0))
        end = _skip_space(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return obj

    def raw_decode(self, s, idx=0):
        """The value at an index, and where it ends; anything may follow."""
        return self.scan_once(s, idx)

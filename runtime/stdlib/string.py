"""Constants and tools for strings."""

__all__ = [
    "ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
    "printable", "punctuation", "whitespace", "Formatter", "Template",
]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Each word with a capital first letter."""
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


class Template:
    """A text with $name and ${name} to be filled in."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _pieces(self):
        """(kind, text, position): kind is text, name, escaped or invalid."""
        text = self.template
        mark = self.delimiter
        at = 0
        while True:
            found = text.find(mark, at)
            if found < 0:
                yield "text", text[at:], at
                return
            yield "text", text[at:found], at
            after = found + len(mark)
            if text.startswith(mark, after):
                yield "escaped", mark, found
                at = after + len(mark)
                continue
            braced = text[after : after + 1] == "{"
            start = after + braced
            end = start
            while end < len(text) and text[end].isascii() and (
                text[end].isalpha() or text[end] == "_" or (end > start and text[end].isdigit())
            ):
                end += 1
            if end == start or (braced and text[end : end + 1] != "}"):
                yield "invalid", mark, found
                at = after
                continue
            yield "name", text[start:end], found
            at = end + braced

    def _fill(self, mapping, safe):
        result = []
        for kind, text, position in self._pieces():
            if kind == "name":
                if safe and text not in mapping:
                    following = self.template[position + len(self.delimiter)] == "{"
                    result.append(self.delimiter + ("{" + text + "}" if following else text))
                else:
                    result.append(str(mapping[text]))
            elif kind == "invalid" and not safe:
                lines = self.template[:position].splitlines(keepends=True)
                if not lines:
                    column, line = 1, 1
                else:
                    column = position - len("".join(lines[:-1]))
                    line = len(lines)
                    column += 0 if lines else 1
                raise ValueError(f"Invalid placeholder in string: line {line}, col {column + (1 if lines else 0)}")
            else:
                result.append(text)
        return "".join(result)

    def substitute(self, mapping={}, /, **kws):
        """Fill in all names; KeyError for one that is missing."""
        return self._fill({**mapping, **kws} if kws else mapping, False)

    def safe_substitute(self, mapping={}, /, **kws):
        """Fill in the names there are; leave the others as they are."""
        return self._fill({**mapping, **kws} if kws else mapping, True)

    def is_valid(self):
        return all(kind != "invalid" for kind, _, _ in self._pieces())

    def get_identifiers(self):
        names = []
        for kind, text, _ in self._pieces():
            if kind == "name" and text not in names:
                names.append(text)
        return names


class Formatter:
    """str.format() whose parts may be overridden."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2, 0)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, auto):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal, field, spec, conversion in self.parse(format_string):
            if literal:
                result.append(literal)
            if field is None:
                continue
            if field == "":
                field = str(auto)
                auto += 1
            obj, key = self.get_field(field, args, kwargs)
            used.add(key)
            obj = self.convert_field(obj, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used, depth - 1, auto)
            result.append(self.format_field(obj, spec))
        return "".join(result), auto

    def parse(self, format_string):
        """(literal text, field name, format spec, conversion) of each piece."""
        text = format_string
        at = 0
        literal = ""
        while at < len(text):
            c = text[at]
            if c in "{}" and text[at + 1 : at + 2] == c:
                yield literal + c, None, None, None
                literal = ""
                at += 2
                continue
            if c == "}":
                raise ValueError("Single '}' encountered in format string")
            if c != "{":
                literal += c
                at += 1
                continue
            depth = 1
            end = at + 1
            while end < len(text) and depth:
                depth += (text[end] == "{") - (text[end] == "}")
                end += 1
            if depth:
                raise ValueError("expected '}' before end of string" if at + 1 < len(text)
                                 else "Single '{' encountered in format string")
            field = text[at + 1 : end - 1]
            at = end
            spec = ""
            conversion = None
            colon = _outside_brackets(field, ":")
            if colon >= 0:
                field, spec = field[:colon], field[colon + 1 :]
            mark = _outside_brackets(field, "!")
            if mark >= 0:
                field, conversion = field[:mark], field[mark + 1 :]
            yield literal, field, spec, conversion
            literal = ""
        if literal:
            yield literal, None, None, None

    def get_field(self, field_name, args, kwargs):
        first, rest = _split_field(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attribute, name in rest:
            obj = getattr(obj, name) if is_attribute else obj[name]
        return obj, first

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")


def _outside_brackets(text, c):
    depth = 0
    for i, found in enumerate(text):
        if found == "[":
            depth += 1
        elif found == "]":
            depth -= 1
        elif found == c and depth <= 0:
            return i
    return -1


def _split_field(name):
    """(first, [(is_attribute, name), ...]) of a field name such as a.b[0]."""
    end = 0
    while end < len(name) and name[end] not in ".[":
        end += 1
    first = name[:end]
    rest = []
    while end < len(name):
        if name[end] == ".":
            start = end + 1
            end = start
            while end < len(name) and name[end] not in ".[":
                end += 1
            rest.append((True, name[start:end]))
        else:
            close = name.index("]", end)
            key = name[end + 1 : close]
            rest.append((False, int(key) if key.isdigit() else key))
            end = close + 1
    return int(first) if first.isdigit() else first, rest

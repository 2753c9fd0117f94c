"""How format strings are made up."""

from string import Formatter as _Formatter


def formatter_parser(format_string, /):
    """(literal text, field name, format spec, conversion) for each part of a format string."""
    if not isinstance(format_string, str):
        raise TypeError(f"expected str, got {type(format_string).__name__}")
    return iter(list(_Formatter().parse(format_string)))


def formatter_field_name_split(field_name, /):
    """The first part of a field's name, and (is it an attribute, name or index) for each of the others."""
    if not isinstance(field_name, str):
        raise TypeError(f"expected str, got {type(field_name).__name__}")
    end = min((at for at in (field_name.find("."), field_name.find("[")) if at >= 0), default=len(field_name))
    first = field_name[:end]
    return (int(first) if first.isdecimal() and first.isascii() else first), _rest(field_name, end)


def _rest(text, at):
    while at < len(text):
        if text[at] == ".":
            end = min((found for found in (text.find(".", at + 1), text.find("[", at + 1)) if found >= 0),
                      default=len(text))
            name = text[at + 1:end]
            if not name:
                raise ValueError("Empty attribute in format string")
            yield True, name
            at = end
        elif text[at] == "[":
            end = text.find("]", at)
            if end < 0:
                raise ValueError("Missing ']' in format string")
            key = text[at + 1:end]
            if not key:
                raise ValueError("Empty attribute in format string")
            yield False, int(key) if key.isdecimal() and key.isascii() else key
            at = end + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")

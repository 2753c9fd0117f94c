"""Reading dates and times from text in a given format: what time.strptime() and datetime.strptime() share."""

import time as _time

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = [
    "", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
]
# directive: (most digits, least value, greatest value)
_NUMBERS = {
    "d": (2, 1, 31), "f": (6, 0, 999999), "H": (2, 0, 23), "I": (2, 1, 12), "j": (3, 1, 366), "m": (2, 1, 12),
    "M": (2, 0, 59), "S": (2, 0, 61), "U": (2, 0, 53), "W": (2, 0, 53), "w": (1, 0, 6), "u": (1, 1, 7),
    "V": (2, 1, 53), "y": (2, 0, 99), "Y": (4, 0, 9999), "G": (4, 0, 9999),
}
_COMPOSED = {
    "c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S", "D": "%m/%d/%y", "T": "%H:%M:%S", "R": "%H:%M",
    "r": "%I:%M:%S %p", "F": "%Y-%m-%d",
}


class _Mismatch(Exception):
    pass


def _expand(format):
    for letter, text in _COMPOSED.items():
        if "%" + letter in format:
            format = format.replace("%%", "\0").replace("%" + letter, text).replace("\0", "%%")
    return format


def _number_ends(text, at, letter):
    """Where a number may end, the longest first, and what it is."""
    most, low, high = _NUMBERS[letter]
    end = at
    while end < len(text) and end - at < most and text[end] in "0123456789":
        end += 1
    if letter in "YG":
        return [(end, int(text[at:end]))] if end - at == 4 else []
    found = []
    while end > at:
        value = int(text[at:end])
        if low <= value <= high:
            found.append((end, value))
        end -= 1
    # "d" and others may be written with a space in front of a single digit
    if letter == "d" and text[at : at + 1] == " " and text[at + 1 : at + 2] in "123456789":
        found.append((at + 2, int(text[at + 1])))
    return found


def _name_ends(text, at, names):
    lower = text.lower()
    found = []
    for index, name in enumerate(names):
        if name and lower.startswith(name, at):
            found.append((at + len(name), index))
    found.sort(reverse=True)
    return found


def _offset_ends(text, at):
    """UTC offsets: Z, +HHMM, +HH:MM, with seconds and fraction."""
    if text[at : at + 1] == "Z":
        return [(at + 1, (0, 0))]
    if text[at : at + 1] not in ("+", "-"):
        return []
    sign = -1 if text[at] == "-" else 1
    end = at + 1

    def two():
        nonlocal end
        part = text[end : end + 2]
        if len(part) == 2 and part.isdigit():
            end += 2
            return int(part)
        return None

    hours = two()
    if hours is None:
        return []
    colon = text[end : end + 1] == ":"
    if colon:
        end += 1
    minutes = two()
    if minutes is None or minutes > 59:
        return []
    seconds = fraction = 0
    before = end
    if text[end : end + 1] == ":" if colon else text[end : end + 2].isdigit():
        if colon:
            end += 1
        seconds = two()
        if seconds is None:
            seconds = 0
            end = before
        elif text[end : end + 1] == ".":
            start = end + 1
            stop = start
            while stop < len(text) and stop - start < 6 and text[stop].isdigit():
                stop += 1
            if stop > start:
                fraction = int(text[start:stop].ljust(6, "0"))
                end = stop
    return [(end, (sign * (hours * 3600 + minutes * 60 + seconds), sign * fraction))]


def _candidates(text, at, letter):
    if letter in _NUMBERS:
        if letter == "f":
            return [(end, int(text[at:end].ljust(6, "0"))) for end, _ in _number_ends(text, at, "f")]
        return _number_ends(text, at, letter)
    if letter == "A":
        return _name_ends(text, at, _DAYS)
    if letter == "a":
        return _name_ends(text, at, [name[:3] for name in _DAYS])
    if letter == "B":
        return _name_ends(text, at, _MONTHS)
    if letter == "b" or letter == "h":
        return _name_ends(text, at, [name[:3] for name in _MONTHS])
    if letter == "p":
        return _name_ends(text, at, ["am", "pm"])
    if letter == "z":
        return _offset_ends(text, at)
    if letter == "Z":
        names = {"utc", "gmt", *(name.lower() for name in _time.tzname)}
        return [(at + len(name), name) for name in sorted(names, key=len, reverse=True)
                if text.lower().startswith(name, at)]
    if letter == "%":
        return [(at + 1, None)] if text[at : at + 1] == "%" else []
    return []


def _tokens(format):
    tokens = []
    at = 0
    while at < len(format):
        c = format[at]
        if c == "%":
            if at + 1 == len(format):
                raise ValueError(f"stray % in format '{format}'")
            letter = format[at + 1]
            if letter not in _NUMBERS and letter not in "AaBbhpzZ%":
                raise ValueError(f"'{letter}' is a bad directive in format '{format}'")
            tokens.append(letter if letter != "%" else "%%")
            at += 2
        elif c.isspace():
            while at < len(format) and format[at].isspace():
                at += 1
            tokens.append(" ")
        else:
            tokens.append("=" + c)
            at += 1
    return tokens


def _match(text, at, tokens, index, fields):
    """The end of the match of tokens[index:] at `at`, or -1; goes back where a shorter number makes it fit."""
    if index == len(tokens):
        return at
    token = tokens[index]
    if token == " ":
        end = at
        while end < len(text) and text[end].isspace():
            end += 1
        if end == at:
            return -1
        return _match(text, end, tokens, index + 1, fields)
    if token[0] == "=" and len(token) == 2:
        if text[at : at + 1].lower() != token[1].lower():
            return -1
        return _match(text, at + 1, tokens, index + 1, fields)
    letter = "%" if token == "%%" else token
    for end, value in _candidates(text, at, letter):
        matched = _match(text, end, tokens, index + 1, fields)
        if matched >= 0:
            fields[letter] = value
            return matched
    return -1


def _week_day(year, week, weekday, monday_first):
    """Day of the year of a weekday in a week counted from the year's first Monday (or Sunday)."""
    from datetime import date

    first = date(year, 1, 1).weekday()
    if not monday_first:
        first = (first + 1) % 7
        weekday = (weekday + 1) % 7
    week_0_length = (7 - first) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + week_0_length + 7 * (week - 1) + weekday


def _parse(text, format):
    """(nine items of a struct_time, microseconds, (offset seconds, microseconds) or None, zone name or None)"""
    for argument, value in enumerate((text, format), 1):
        if not isinstance(value, str):
            raise TypeError(f"strptime() argument {argument} must be str, not {type(value).__name__}")
    tokens = _tokens(_expand(format))
    fields = {}
    end = _match(text, 0, tokens, 0, fields)
    if end < 0:
        raise ValueError(f"time data {text!r} does not match format {format!r}")
    if end != len(text):
        raise ValueError(f"unconverted data remains: {text[end:]}")

    year = None
    if "Y" in fields:
        year = fields["Y"]
    elif "y" in fields:
        year = fields["y"] + (2000 if fields["y"] <= 68 else 1900)
    month = fields.get("m", fields.get("B", fields.get("b", fields.get("h", 1))))
    day = fields.get("d", 1)
    hour = fields.get("H", 0)
    if "I" in fields:
        hour = fields["I"] % 12
        if fields.get("p") == 1:
            hour += 12
    minute = fields.get("M", 0)
    second = fields.get("S", 0)
    fraction = fields.get("f", 0)
    weekday = fields.get("A", fields.get("a"))
    if "w" in fields:
        weekday = (fields["w"] + 6) % 7
    elif "u" in fields:
        weekday = fields["u"] - 1
    julian = fields.get("j")

    if "G" in fields:
        if julian is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. "
                             "Use '%Y' instead.")
        if "V" not in fields or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
    elif "V" in fields:
        if "Y" in fields or "y" in fields:
            raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year "
                             "'%G' instead.")
        raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                         "directive ('%A', '%a', '%w', or '%u').")

    leap_fix = False
    if year is None:
        if month == 2 and day == 29:
            year = 1904
            leap_fix = True
        else:
            year = 1900

    if julian is not None or "G" in fields or (weekday is not None and ("U" in fields or "W" in fields)):
        from datetime import date

        if "G" in fields:
            found = date.fromisocalendar(fields["G"], fields["V"], weekday + 1)
        else:
            if julian is None:
                monday_first = "W" in fields
                week = fields["W"] if monday_first else fields["U"]
                julian = _week_day(year, week, weekday, monday_first)
            found = date.fromordinal(date(year, 1, 1).toordinal() + julian - 1)
        year, month, day = found.year, found.month, found.day
    else:
        from datetime import date

        found = date(year, month, day)
    if julian is None:
        julian = found.toordinal() - date(year, 1, 1).toordinal() + 1
    if weekday is None:
        weekday = found.weekday()
    if leap_fix:
        year = 1900

    dst = -1
    zone = fields.get("Z")
    if zone is not None:
        names = [name.lower() for name in _time.tzname]
        if zone in ("utc", "gmt"):
            dst = 0
        elif names[0] != names[1]:
            dst = names.index(zone)
    return (year, month, day, hour, minute, second, weekday, julian, dst), fraction, fields.get("z"), zone


def _strptime_time(data_string, format="%a %b %d %H:%M:%S %Y"):
    """A struct_time."""
    items, _, offset, zone = _parse(data_string, format)
    return _time.struct_time(items)


def _strptime_datetime(cls, data_string, format):
    """A datetime of class `cls`."""
    items, fraction, offset, zone = _parse(data_string, format)
    args = items[:6] + (fraction,)
    if offset is not None:
        from datetime import timedelta, timezone

        delta = timedelta(seconds=offset[0], microseconds=offset[1])
        args += (timezone(delta, zone.upper()) if zone else timezone(delta),)
    return cls(*args)

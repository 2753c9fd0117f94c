"""CSV parsing and writing."""

__version__ = "1.0"

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)

_dialects = {}
_limit = 128 * 1024
_unset = object()


class Error(Exception):
    pass


Error.__module__ = "_csv"


def _character(name, value, default, may_be_none):
    if value is _unset:
        return default
    if value is None and may_be_none:
        return None
    if not isinstance(value, str):
        kind = type(value).__name__
        raise TypeError(f'"{name}" must be string{" or None" if may_be_none else ""}, not {kind}')
    if len(value) > 1 or not value and not may_be_none:
        raise TypeError(f'"{name}" must be a 1-character string')
    return value or None


class Dialect:
    """How a file is written; checked, and not changed any more."""

    __slots__ = ("_delimiter", "_doublequote", "_escapechar", "_lineterminator", "_quotechar", "_quoting",
                 "_skipinitialspace", "_strict", "_simple")

    def __new__(cls, dialect=None, delimiter=_unset, doublequote=_unset, escapechar=_unset, lineterminator=_unset,
                quotechar=_unset, quoting=_unset, skipinitialspace=_unset, strict=_unset):
        given = {"delimiter": delimiter, "doublequote": doublequote, "escapechar": escapechar,
                 "lineterminator": lineterminator, "quotechar": quotechar, "quoting": quoting,
                 "skipinitialspace": skipinitialspace, "strict": strict}
        if dialect is not None:
            if isinstance(dialect, str):
                dialect = get_dialect(dialect)
            if isinstance(dialect, Dialect) and all(value is _unset for value in given.values()):
                return dialect
            for name, value in given.items():
                if value is _unset:
                    given[name] = getattr(dialect, name, _unset)
        self = object.__new__(cls)
        self._check(**given)
        return self

    def _check(self, delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, skipinitialspace,
               strict):
        self._delimiter = _character("delimiter", delimiter, ",", False)
        self._doublequote = True if doublequote is _unset else bool(doublequote)
        self._escapechar = _character("escapechar", escapechar, None, True)
        self._lineterminator = "\r\n" if lineterminator is _unset else lineterminator
        if self._lineterminator is not None and not isinstance(self._lineterminator, str):
            raise TypeError(f'"lineterminator" must be a string, not {type(lineterminator).__name__}')
        self._quotechar = _character("quotechar", quotechar, '"', True)
        if quoting is _unset:
            quoting = QUOTE_MINIMAL
        if type(quoting) is not int:
            raise TypeError('"quoting" must be an integer')
        if not QUOTE_MINIMAL <= quoting <= QUOTE_NONE:
            raise TypeError('bad "quoting" value')
        if quotechar is None and (quoting is None or quoting == QUOTE_MINIMAL):
            quoting = QUOTE_NONE
        self._quoting = quoting
        self._skipinitialspace = False if skipinitialspace is _unset else bool(skipinitialspace)
        self._strict = False if strict is _unset else bool(strict)
        if quoting != QUOTE_NONE and self._quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if self._lineterminator is None:
            raise TypeError("lineterminator must be set")
        self._simple = not self._skipinitialspace and self._escapechar is None and quoting != QUOTE_NONNUMERIC

    delimiter = property(lambda self: self._delimiter)
    doublequote = property(lambda self: self._doublequote)
    escapechar = property(lambda self: self._escapechar)
    lineterminator = property(lambda self: self._lineterminator)
    quotechar = property(lambda self: self._quotechar)
    quoting = property(lambda self: self._quoting)
    skipinitialspace = property(lambda self: self._skipinitialspace)
    strict = property(lambda self: self._strict)

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle {type(self).__name__!r} instances")


Dialect.__module__ = "_csv"


def register_dialect(name, dialect=None, /, **fmtparams):
    """Gives a dialect a name."""
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = Dialect(dialect, **fmtparams)


def unregister_dialect(name, /):
    """Forgets the dialect of that name."""
    try:
        del _dialects[name]
    except (KeyError, TypeError):
        raise Error("unknown dialect") from None


def get_dialect(name, /):
    """The dialect of that name."""
    try:
        return _dialects[name]
    except (KeyError, TypeError):
        raise Error("unknown dialect") from None


def list_dialects():
    """The names of all dialects."""
    return list(_dialects)


def field_size_limit(limit=_unset, /):
    """Sets how long a field may be that is read; returns how long it might be before."""
    global _limit
    before = _limit
    if limit is not _unset:
        if not isinstance(limit, int):
            raise TypeError("limit must be an integer")
        _limit = limit
    return before


# Where in a record the parser is.
_START, _FIELD_START, _ESCAPED, _IN_FIELD, _QUOTED, _ESCAPED_IN_QUOTES, _QUOTE_IN_QUOTES, _LINE_END, _ESCAPED_CR = range(9)


class _Reader:
    """Rows out of the lines of an iterator."""

    def __init__(self, iterator, dialect):
        self._lines = iter(iterator)
        self.dialect = dialect
        self.line_num = 0
        self._fields = []
        self._field = []
        self._state = _START
        self._is_number = False
        self._length = 0

    def __iter__(self):
        return self

    def __next__(self):
        self._fields = []
        self._field = []
        self._state = _START
        self._is_number = False
        dialect = self.dialect
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if self._field or self._state == _QUOTED:
                    if dialect._strict:
                        raise Error("unexpected end of data") from None
                    self._save()
                    if self._fields:
                        return self._take()
                raise
            if not isinstance(line, str):
                raise Error(f"iterator should return strings, not {type(line).__name__} "
                            "(the file should be opened in text mode)")
            self.line_num += 1
            if self._state == _START and dialect._simple:
                row = self._split(line)
                if row is not None:
                    return row
            for c in line:
                self._step(c)
            self._step("")
            if self._state == _START:
                return self._take()

    def _split(self, line):
        """A line without anything special in it; None when there is."""
        end = len(line)
        if line.endswith("\r\n"):
            end -= 2
        elif line.endswith(("\n", "\r")):
            end -= 1
        if end != len(line):
            line = line[:end]
        dialect = self.dialect
        if "\n" in line or "\r" in line or dialect._quotechar is not None and dialect._quotechar in line \
                or len(line) > _limit:
            return None
        return line.split(dialect._delimiter) if line else []

    def _take(self):
        fields = self._fields
        self._fields = []
        return fields

    def _save(self):
        field = "".join(self._field)
        self._field = []
        if self._is_number:
            self._is_number = False
            field = float(field)
        self._fields.append(field)

    def _add(self, c):
        if len(self._field) >= _limit:
            raise Error(f"field larger than field limit ({_limit})")
        self._field.append(c)

    def _step(self, c):
        """One character; "" is the end of the line."""
        dialect = self.dialect
        state = self._state
        is_end = c == "" or c == "\n" or c == "\r"
        if state == _START:
            if c == "":
                return
            if is_end:
                self._state = _LINE_END
                return
            state = self._state = _FIELD_START
        if state == _FIELD_START:
            if is_end:
                self._save()
                self._state = _START if c == "" else _LINE_END
            elif c == dialect._quotechar and dialect._quoting != QUOTE_NONE:
                self._state = _QUOTED
            elif c == dialect._escapechar:
                self._state = _ESCAPED
            elif c == " " and dialect._skipinitialspace:
                pass
            elif c == dialect._delimiter:
                self._save()
            else:
                if dialect._quoting == QUOTE_NONNUMERIC:
                    self._is_number = True
                self._add(c)
                self._state = _IN_FIELD
        elif state == _ESCAPED:
            if c == "\n" or c == "\r":
                self._add(c)
                self._state = _ESCAPED_CR
            else:
                self._add(c or "\n")
                self._state = _IN_FIELD
        elif state == _IN_FIELD or state == _ESCAPED_CR:
            if state == _ESCAPED_CR and c == "":
                return
            if is_end:
                self._save()
                self._state = _START if c == "" else _LINE_END
            elif c == dialect._escapechar:
                self._state = _ESCAPED
            elif c == dialect._delimiter:
                self._save()
                self._state = _FIELD_START
            else:
                self._add(c)
                self._state = _IN_FIELD
        elif state == _QUOTED:
            if c == "":
                return
            if c == dialect._escapechar:
                self._state = _ESCAPED_IN_QUOTES
            elif c == dialect._quotechar and dialect._quoting != QUOTE_NONE:
                self._state = _QUOTE_IN_QUOTES if dialect._doublequote else _IN_FIELD
            else:
                self._add(c)
        elif state == _ESCAPED_IN_QUOTES:
            self._add(c or "\n")
            self._state = _QUOTED
        elif state == _QUOTE_IN_QUOTES:
            if dialect._quoting != QUOTE_NONE and c == dialect._quotechar:
                self._add(c)
                self._state = _QUOTED
            elif c == dialect._delimiter:
                self._save()
                self._state = _FIELD_START
            elif is_end:
                self._save()
                self._state = _START if c == "" else _LINE_END
            elif not dialect._strict:
                self._add(c)
                self._state = _IN_FIELD
            else:
                raise Error(f"{dialect._delimiter!r} expected after {dialect._quotechar!r}")
        elif state == _LINE_END:
            if c == "":
                self._state = _START
            elif not is_end:
                raise Error("new-line character seen in unquoted field - do you need to open the file in "
                            "universal-newline mode?")


class _Writer:
    """Writes rows to a file."""

    def __init__(self, write, dialect):
        self._write = write
        self.dialect = dialect

    def writerow(self, row, /):
        """Writes one row; what `write` of the file returns."""
        dialect = self.dialect
        try:
            fields = iter(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        parts = [self._field(field, dialect) for field in fields]
        if len(parts) == 1 and not parts[0]:
            if dialect._quoting == QUOTE_NONE:
                raise Error("single empty field record must be quoted")
            parts[0] = dialect._quotechar * 2
        return self._write(dialect._delimiter.join(parts) + dialect._lineterminator)

    def writerows(self, rows, /):
        """Writes all rows of an iterable."""
        for row in rows:
            self.writerow(row)

    def _field(self, field, dialect):
        quoting = dialect._quoting
        quoted = quoting == QUOTE_ALL or quoting == QUOTE_NONNUMERIC and not isinstance(field, (int, float, complex))
        if field is None:
            text = ""
        elif isinstance(field, str):
            text = field
        else:
            text = str(field)
        delimiter, quote, escape = dialect._delimiter, dialect._quotechar, dialect._escapechar
        special = "\n\r" + delimiter + (quote or "") + (escape or "") + dialect._lineterminator
        if not any(c in text for c in special):
            return quote + text + quote if quoted else text
        out = []
        for c in text:
            if c in special:
                escapes = quoting == QUOTE_NONE
                if not escapes:
                    if c == quote:
                        if dialect._doublequote:
                            out.append(quote)
                            quoted = True
                            out.append(c)
                            continue
                        escapes = True
                    elif c == escape:
                        escapes = True
                    else:
                        quoted = True
                if escapes:
                    if escape is None:
                        raise Error("need to escape, but no escapechar set")
                    out.append(escape)
            out.append(c)
        text = "".join(out)
        return quote + text + quote if quoted else text


for _kind, _name in ((_Reader, "reader"), (_Writer, "writer")):
    _kind.__module__ = "_csv"
    _kind.__name__ = _kind.__qualname__ = _name


def reader(iterable, /, dialect=None, **fmtparams):
    """An iterator over the rows of an iterable of lines."""
    return _Reader(iterable, Dialect(dialect, **fmtparams))


def writer(fileobj, /, dialect=None, **fmtparams):
    """Something that writes rows to a file, or whatever has a `write`."""
    write = getattr(fileobj, "write", None)
    if not callable(write):
        raise TypeError('argument 1 must have a "write" method')
    return _Writer(write, Dialect(dialect, **fmtparams))

"""Tracebacks as text."""

import sys
from _warnings import _format_exception, _traceback_entries

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack",
    "format_tb", "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb",
    "clear_frames", "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb", "print_list",
]


class FrameSummary:
    """One line of a traceback."""

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line", "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None,
                 colno=None, end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = locals
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            from warnings import _source_line

            self._line = _source_line(self.filename, self.lineno) or ""
        return self._line.strip()

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return tuple(self) == tuple(other)
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __getitem__(self, position):
        return (self.filename, self.lineno, self.name, self.line)[position]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    """The lines of a traceback."""

    @classmethod
    def from_list(cls, a_list):
        result = cls()
        for frame in a_list:
            if isinstance(frame, FrameSummary):
                result.append(frame)
            else:
                filename, lineno, name, line = frame
                result.append(FrameSummary(filename, lineno, name, line=line))
        return result

    def format_frame_summary(self, frame):
        text = f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
        if frame.line:
            text += f"    {frame.line}\n"
            text += _carets(frame)
        return text

    def format(self):
        """The text of each line."""
        result = []
        last = None
        count = 0
        for frame in self:
            place = (frame.filename, frame.lineno, frame.name)
            if place != last:
                if count > 3:
                    result.append(_repeated(count - 3))
                last = place
                count = 0
            count += 1
            if count <= 3:
                result.append(self.format_frame_summary(frame))
        if count > 3:
            result.append(_repeated(count - 3))
        return result


def _repeated(count):
    return f"  [Previous line repeated {count} more time{'s' if count > 1 else ''}]\n"


def _carets(frame):
    if frame.colno is None or frame.end_colno is None or frame.lineno != frame.end_lineno or not frame._line:
        return ""
    indent = len(frame._line) - len(frame._line.lstrip())
    start = frame.colno - indent
    end = min(frame.end_colno - indent, len(frame.line))
    if start < 0 or end <= start or (start == 0 and end == len(frame.line)):
        return ""
    return "    " + " " * start + "^" * (end - start) + "\n"


def walk_tb(tb):
    """(frame, line) of each entry of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    return iter(())


def extract_tb(tb, limit=None):
    """The lines of a traceback."""
    entries = [] if tb is None else _traceback_entries(tb)
    if limit is None:
        limit = getattr(sys, "tracebacklimit", None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is not None:
        entries = entries[:limit] if limit >= 0 else entries[limit:]
    return StackSummary(
        [
            FrameSummary(filename, lineno, name, line=line, end_lineno=end_lineno, colno=colno, end_colno=end_colno)
            for filename, lineno, name, line, end_lineno, colno, end_colno in entries
        ]
    )


def extract_stack(f=None, limit=None):
    """The lines of the calls in progress."""
    from _warnings import _stack_entries

    entries = _stack_entries(1)
    if limit is not None:
        entries = entries[-limit:] if limit >= 0 else entries[:-limit]
    return StackSummary(
        [
            FrameSummary(filename, lineno, name, line=line, end_lineno=end_lineno, colno=colno, end_colno=end_colno)
            for filename, lineno, name, line, end_lineno, colno, end_colno in entries
        ]
    )


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    print("".join(format_list(extracted_list)), end="", file=file or sys.stderr)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    print("".join(format_tb(tb, limit)), end="", file=file or sys.stderr)


def format_stack(f=None, limit=None):
    return extract_stack(f, limit)[:-1] and StackSummary(extract_stack(f, limit)[:-1]).format()


def print_stack(f=None, limit=None, file=None):
    print("".join(format_stack(f, limit)), end="", file=file or sys.stderr)


_missing = object()


def _exception_of(exc, value):
    if value is _missing:
        return exc
    return value


def _format_with(exception, tb):
    """The text of an exception as if that were its traceback."""
    own = exception.__traceback__
    if own is tb:
        return _format_exception(exception)
    exception.__traceback__ = tb
    try:
        return _format_exception(exception)
    finally:
        exception.__traceback__ = own


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    """The lines that show an exception with its traceback, each ending in a newline."""
    exception = _exception_of(exc, value)
    if exception is None:
        return ["NoneType: None\n"]
    if tb is _missing:
        tb = exception.__traceback__
    if limit is None and chain:
        return _format_with(exception, tb).splitlines(keepends=True)
    lines = []
    if tb is not None:
        lines.append("Traceback (most recent call last):\n")
        lines += format_tb(tb, limit)
    return lines + format_exception_only(exception)


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    """Show an exception with its traceback."""
    text = "".join(format_exception(exc, value, tb, limit, chain))
    file = sys.stderr if file is None else file
    file.write(text)


def format_exception_only(exc, /, value=_missing):
    """The line (or lines, for syntax errors) that show an exception without its traceback."""
    exception = _exception_of(exc, value)
    if exception is None:
        return ["NoneType: None\n"]
    return _format_exception(exception, True).splitlines(keepends=True)


def format_exc(limit=None, chain=True):
    """The exception being handled, as text."""
    return "".join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    """Show the exception being handled."""
    print_exception(sys.exc_info()[1], limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_value"):
        raise ValueError("no last exception")
    print_exception(sys.last_value, limit=limit, file=file, chain=chain)


def clear_frames(tb):
    """Nothing to do: frames do not outlive their calls here."""


class TracebackException:
    """An exception prepared to be shown later."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, **_):
        self.exc_type = exc_type
        self.stack = extract_tb(exc_traceback, limit)
        self._str = "" if exc_value is None else str(exc_value)
        self._lines = []
        if exc_value is not None:
            self._lines = format_exception(exc_type, exc_value, exc_traceback, limit)
        self._only = format_exception_only(exc_value)
        self.__cause__ = getattr(exc_value, "__cause__", None)
        self.__context__ = getattr(exc_value, "__context__", None)
        self.__suppress_context__ = getattr(exc_value, "__suppress_context__", False)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def format_exception_only(self):
        yield from self._only

    def format(self, *, chain=True):
        if chain:
            yield from self._lines
            return
        if self.stack:
            yield "Traceback (most recent call last):\n"
            yield from self.stack.format()
        yield from self._only

    def print(self, *, file=None, chain=True):
        for line in self.format(chain=chain):
            print(line, file=file or sys.stderr, end="")

    def __str__(self):
        return self._str

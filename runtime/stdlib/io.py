"""Files, and things that behave like files."""

from _io import (
    DEFAULT_BUFFER_SIZE,
    BufferedRandom,
    BufferedReader,
    BufferedWriter,
    FileIO,
    TextIOWrapper,
    UnsupportedOperation,
    _BufferedIOBase,
    _IOBase,
    _RawIOBase,
    _TextIOBase,
    open,
)
from _thread import RLock as _RLock

__all__ = [
    "BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO", "BufferedIOBase",
    "BufferedReader", "BufferedWriter", "BufferedRandom", "TextIOBase", "TextIOWrapper", "UnsupportedOperation",
    "SEEK_SET", "SEEK_CUR", "SEEK_END", "text_encoding", "DEFAULT_BUFFER_SIZE", "IncrementalNewlineDecoder",
]

BlockingIOError = BlockingIOError
SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


def open_code(path):
    return open(path, "rb")


def text_encoding(encoding, stacklevel=2):
    return "locale" if encoding is None else encoding


class IOBase(_IOBase):
    """What all files have in common."""

    closed = False

    def _unsupported(self, name):
        raise UnsupportedOperation(f"{self.__class__.__name__}.{name}() not supported")

    def seek(self, pos, whence=0):
        self._unsupported("seek")

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, pos=None):
        self._unsupported("truncate")

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def flush(self):
        self._check_closed()

    def close(self):
        if not self.closed:
            try:
                self.flush()
            finally:
                self.closed = True

    def seekable(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def isatty(self):
        self._check_closed()
        return False

    def _check_closed(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def __enter__(self):
        self._check_closed()
        return self

    def __exit__(self, *args):
        self.close()

    def __iter__(self):
        self._check_closed()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readline(self, size=-1):
        parts = []
        length = 0
        while size is None or size < 0 or length < size:
            part = self.read(1)
            if not part:
                break
            parts.append(part)
            length += 1
            if part in ("\n", b"\n"):
                break
        return ("" if parts and isinstance(parts[0], str) else b"").join(parts) if parts else self.read(0)

    def readlines(self, hint=None):
        lines = []
        total = 0
        for line in self:
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def writelines(self, lines):
        self._check_closed()
        for line in lines:
            self.write(line)


class RawIOBase(_RawIOBase, IOBase):
    """The base of unbuffered binary files."""

    def read(self, size=-1):
        if size is None or size < 0:
            return self.readall()
        buffer = bytearray(size)
        n = self.readinto(buffer)
        if n is None:
            return None
        return bytes(buffer[:n])

    def readall(self):
        parts = []
        while part := self.read(DEFAULT_BUFFER_SIZE):
            parts.append(part)
        return b"".join(parts)


class BufferedIOBase(_BufferedIOBase, IOBase):
    """The base of buffered binary files."""

    def read(self, size=-1):
        self._unsupported("read")

    def read1(self, size=-1):
        return self.read(size)

    def write(self, b):
        self._unsupported("write")

    def readinto(self, b):
        with memoryview(b) as view, view.cast("B") as window:
            if window.readonly:
                raise TypeError(f"readinto() argument must be read-write bytes-like object, not {type(b).__name__}")
            data = self.read(len(window))
            window[: len(data)] = data
        return len(data)


class TextIOBase(_TextIOBase, IOBase):
    """The base of text files."""

    encoding = None
    errors = None
    newlines = None

    def read(self, size=-1):
        self._unsupported("read")

    def write(self, s):
        self._unsupported("write")


def _one_step(method):
    """Makes a method one step for other threads, as it is in CPython, where it is written in C."""

    def step(self, *args):
        with self._lock:
            return method(self, *args)

    step.__name__, step.__qualname__, step.__doc__ = method.__name__, method.__qualname__, method.__doc__
    return step


class StringIO(TextIOBase):
    """A text file in memory."""

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is None:
            initial_value = ""
        if not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        self._lock = _RLock()
        self._newline = newline
        self._parts = [self._translate(initial_value)] if initial_value else []
        self._pos = 0

    def _translate(self, text):
        if self._newline is None:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        if self._newline in ("\r", "\r\n"):
            return text.replace("\n", self._newline)
        return text

    # What was written at the end is kept in pieces, and made one string when somebody looks.

    def _text(self):
        if len(self._parts) != 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0]

    def _check_open(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    @_one_step
    def getvalue(self):
        """All that is in it."""
        self._check_open()
        return self._text()

    @_one_step
    def write(self, s, /):
        self._check_open()
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        count = len(s)
        if not s:
            return 0
        s = self._translate(s)
        if self._pos is None:
            self._parts.append(s)
            return count
        text = self._text()
        if self._pos >= len(text):
            if self._pos > len(text):
                self._parts.append("\0" * (self._pos - len(text)))
            self._parts.append(s)
            self._pos = None  # at the end
        else:
            self._parts = [text[: self._pos] + s + text[self._pos + len(s) :]]
            self._pos += len(s)
        return count

    def _position(self):
        if self._pos is None:
            self._pos = len(self._text())
        return self._pos

    @_one_step
    def read(self, size=-1, /):
        self._check_open()
        text = self._text()
        start = self._position()
        end = len(text) if size is None or size < 0 else min(len(text), start + size)
        self._pos = max(start, end)
        return text[start:end]

    @_one_step
    def readline(self, size=-1, /):
        self._check_open()
        text = self._text()
        start = self._position()
        end = self._line_end(text, start)
        if size is not None and size >= 0:
            end = min(end, start + size)
        self._pos = max(start, end)
        return text[start:end]

    def _line_end(self, text, start):
        """Where the line ends that begins at `start`."""
        if self._newline == "":
            ends = [at for at in (text.find("\n", start), text.find("\r", start)) if at >= 0]
            if not ends:
                return len(text)
            at = min(ends)
            return at + 2 if text.startswith("\r\n", at) else at + 1
        mark = self._newline or "\n"
        at = text.find(mark, start)
        return len(text) if at < 0 else at + len(mark)

    @_one_step
    def seek(self, pos, whence=0, /):
        self._check_open()
        if whence == 0:
            if pos < 0:
                raise ValueError(f"Negative seek position {pos}")
            self._pos = pos
        elif whence == 1:
            if pos != 0:
                raise OSError("Can't do nonzero cur-relative seeks")
        elif whence == 2:
            if pos != 0:
                raise OSError("Can't do nonzero cur-relative seeks")
            self._pos = len(self._text())
        else:
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        return self._position()

    @_one_step
    def tell(self):
        self._check_open()
        return self._position()

    @_one_step
    def truncate(self, pos=None, /):
        self._check_open()
        if pos is None:
            pos = self._position()
        if pos < 0:
            raise ValueError(f"Negative size value {pos}")
        self._position()
        self._parts = [self._text()[:pos]]
        return pos

    def seekable(self):
        self._check_open()
        return True

    readable = writable = seekable

    @property
    def line_buffering(self):
        return False

    def __repr__(self):
        return f"<_io.StringIO object at {id(self):#x}>"


class BytesIO(BufferedIOBase):
    """A binary file in memory."""

    def __init__(self, initial_bytes=b""):
        self._lock = _RLock()
        self._buffer = bytearray(initial_bytes or b"")
        self._pos = 0

    @_one_step
    def getvalue(self):
        """All that is in it."""
        self._check_closed()
        return bytes(self._buffer)

    def getbuffer(self):
        self._check_closed()
        return memoryview(self._buffer)

    @_one_step
    def read(self, size=-1, /):
        self._check_closed()
        end = len(self._buffer) if size is None or size < 0 else min(len(self._buffer), self._pos + size)
        data = bytes(self._buffer[self._pos : end])
        self._pos = max(self._pos, end)
        return data

    @_one_step
    def readline(self, size=-1, /):
        self._check_closed()
        end = self._buffer.find(b"\n", self._pos) + 1
        if end == 0:
            end = len(self._buffer)
        if size is not None and size >= 0:
            end = min(end, self._pos + size)
        data = bytes(self._buffer[self._pos : end])
        self._pos = max(self._pos, end)
        return data

    @_one_step
    def write(self, b, /):
        self._check_closed()
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(b)
        if self._pos > len(self._buffer):
            self._buffer += b"\0" * (self._pos - len(self._buffer))
        self._buffer[self._pos : self._pos + len(data)] = data
        self._pos += len(data)
        return len(data)

    @_one_step
    def seek(self, pos, whence=0, /):
        self._check_closed()
        if whence == 0:
            if pos < 0:
                raise ValueError(f"negative seek value {pos}")
            self._pos = pos
        elif whence == 1:
            self._pos = max(0, self._pos + pos)
        elif whence == 2:
            self._pos = max(0, len(self._buffer) + pos)
        else:
            raise ValueError("unsupported whence value")
        return self._pos

    @_one_step
    def tell(self):
        self._check_closed()
        return self._pos

    @_one_step
    def truncate(self, pos=None, /):
        self._check_closed()
        if pos is None:
            pos = self._pos
        elif pos < 0:
            raise ValueError(f"negative size value {pos}")
        del self._buffer[pos:]
        return pos

    def seekable(self):
        self._check_closed()
        return True

    readable = writable = seekable

    def __repr__(self):
        return f"<_io.BytesIO object at {id(self):#x}>"


class IncrementalNewlineDecoder:
    """Decodes piece by piece, makes `\\n` of all line ends if asked to, and tells which ones it saw."""

    _CR, _LF, _CRLF = 1, 2, 4

    def __init__(self, decoder, translate, errors="strict"):
        self.decoder = decoder
        self.translate = translate
        self.errors = errors
        self._seen = 0
        self._pending_cr = False

    def decode(self, input, final=False):
        output = input if self.decoder is None else self.decoder.decode(input, final=final)
        if self._pending_cr and (output or final):
            output = "\r" + output
            self._pending_cr = False
        if output.endswith("\r") and not final:
            output = output[:-1]
            self._pending_cr = True
        both = output.count("\r\n")
        if both:
            self._seen |= self._CRLF
        if output.count("\r") > both:
            self._seen |= self._CR
        if output.count("\n") > both:
            self._seen |= self._LF
        if self.translate:
            output = output.replace("\r\n", "\n").replace("\r", "\n")
        return output

    def getstate(self):
        buffer, flag = (b"", 0) if self.decoder is None else self.decoder.getstate()
        return buffer, flag << 1 | self._pending_cr

    def setstate(self, state):
        buffer, flag = state
        self._pending_cr = bool(flag & 1)
        if self.decoder is not None:
            self.decoder.setstate((buffer, flag >> 1))

    def reset(self):
        self._seen = 0
        self._pending_cr = False
        if self.decoder is not None:
            self.decoder.reset()

    @property
    def newlines(self):
        kinds = [text for bit, text in ((1, "\r"), (2, "\n"), (4, "\r\n")) if self._seen & bit]
        return None if not kinds else kinds[0] if len(kinds) == 1 else tuple(kinds)


class _TextOverBuffer(TextIOBase):
    """What TextIOWrapper makes over a binary file that is written in Python."""

    __class__ = TextIOWrapper

    def __init__(self, buffer, encoding, errors, newline, line_buffering, write_through):
        from codecs import getincrementaldecoder, lookup

        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline}")
        self.buffer = buffer
        self.encoding = "UTF-8" if encoding in (None, "locale") else encoding
        self.errors = errors or "strict"
        self.line_buffering = bool(line_buffering)
        self.write_through = bool(write_through)
        lookup(self.encoding)
        self._ends = newline
        self._lock = _RLock()
        decoder = getincrementaldecoder(self.encoding)(self.errors)
        self._decoder = IncrementalNewlineDecoder(decoder, newline is None) if newline in (None, "") else decoder
        self._text = ""
        self._at_end = False

    def __repr__(self):
        name = getattr(self.buffer, "name", None)
        return f"<_io.TextIOWrapper {f'name={name!r} ' if name is not None else ''}encoding={self.encoding!r}>"

    @property
    def name(self):
        return self.buffer.name

    @property
    def closed(self):
        return self.buffer.closed

    @property
    def newlines(self):
        return getattr(self._decoder, "newlines", None)

    def _more(self):
        """Decodes the next piece; False at the end."""
        if self._at_end:
            return False
        piece = (getattr(self.buffer, "read1", None) or self.buffer.read)(DEFAULT_BUFFER_SIZE)
        self._at_end = not piece
        self._text += self._decoder.decode(piece or b"", final=not piece)
        return True

    def _take(self, count):
        taken, self._text = self._text[:count], self._text[count:]
        return taken

    @_one_step
    def read(self, size=-1):
        self._check_closed()
        everything = size is None or size < 0
        while (everything or len(self._text) < size) and self._more():
            pass
        self._at_end = False
        return self._take(len(self._text) if everything else size)

    def _end_of_line(self):
        if self._ends == "":
            at = min((at for end in "\r\n" if (at := self._text.find(end)) >= 0), default=None)
            if at is None:
                return 0
            after = self._text[at + 1: at + 2]
            if self._text[at] == "\r" and not after and not self._at_end:
                return 0  # perhaps half of a line end
            return at + 2 if self._text[at] + after == "\r\n" else at + 1
        end = self._ends or "\n"
        return self._text.find(end) + len(end) if end in self._text else 0

    @_one_step
    def readline(self, size=-1):
        self._check_closed()
        limited = size is not None and size >= 0
        while not (length := self._end_of_line()) and not (limited and len(self._text) >= size) and self._more():
            pass
        self._at_end = False
        length = length or len(self._text)
        return self._take(min(length, size) if limited else length)

    @_one_step
    def write(self, s):
        self._check_closed()
        if not isinstance(s, str):
            raise TypeError(f"write() argument must be str, not {type(s).__name__}")
        text = s.replace("\n", self._ends) if self._ends in ("\r", "\r\n") else s
        self.buffer.write(text.encode(self.encoding, self.errors))
        if self.line_buffering and ("\n" in s or "\r" in s):
            self.flush()
        return len(s)

    def flush(self):
        self.buffer.flush()

    def close(self):
        if self.buffer is not None and not self.closed:
            try:
                self.flush()
            finally:
                self.buffer.close()

    def detach(self):
        self.flush()
        buffer, self.buffer = self.buffer, None
        return buffer

    def reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None):
        self.encoding = encoding or self.encoding
        self.errors = errors or self.errors
        self._ends = newline if newline is not None else self._ends
        if line_buffering is not None:
            self.line_buffering = bool(line_buffering)
        if write_through is not None:
            self.write_through = bool(write_through)

    @_one_step
    def seek(self, pos, whence=0):
        if whence and pos:
            raise UnsupportedOperation(f"can't do nonzero {'cur' if whence == 1 else 'end'}-relative seeks")
        if whence == 1:
            return self.tell()
        position = self.buffer.seek(pos, whence)
        self._decoder.reset()
        self._text, self._at_end = "", False
        return position

    def tell(self):
        # Exact where what was decoded and not yet read is encoded as it was.
        return self.buffer.tell() - len(self._text.encode(self.encoding, self.errors))

    def truncate(self, pos=None):
        return self.buffer.truncate(self.tell() if pos is None else pos)

    def fileno(self):
        return self.buffer.fileno()

    def isatty(self):
        return self.buffer.isatty()

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def seekable(self):
        return self.buffer.seekable()


_over_buffer = _TextOverBuffer
IncrementalNewlineDecoder.__module__ = "_io"
StringIO.__module__ = BytesIO.__module__ = "_io"

"""Files, and things that behave like files."""

import _io

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
from _operator import index as _index
from _thread import RLock as _RLock
from abc import ABCMeta as _ABCMeta

__all__ = [
    "BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO", "BufferedIOBase",
    "BufferedReader", "BufferedWriter", "BufferedRWPair", "BufferedRandom", "TextIOBase", "TextIOWrapper", "UnsupportedOperation",
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


class IOBase(_IOBase, metaclass=_ABCMeta):
    """What all files have in common."""

    __closed = False

    @property
    def closed(self):
        return self.__closed

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    def seek(self, pos, whence=0, /):
        self._unsupported("seek")

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, pos=None, /):
        self._unsupported("truncate")

    def fileno(self):
        self._unsupported("fileno")

    def flush(self):
        self._checkClosed()

    def close(self):
        if not self.__closed:
            try:
                self.flush()
            finally:
                self.__closed = True

    def seekable(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def isatty(self):
        self._checkClosed()
        return False

    def _checkClosed(self, msg=None):
        if self.closed:
            raise ValueError("I/O operation on closed file." if msg is None else msg)

    def _checkSeekable(self, msg=None):
        if not self.seekable():
            raise UnsupportedOperation("File or stream is not seekable." if msg is None else msg)

    def _checkReadable(self, msg=None):
        if not self.readable():
            raise UnsupportedOperation("File or stream is not readable." if msg is None else msg)

    def _checkWritable(self, msg=None):
        if not self.writable():
            raise UnsupportedOperation("File or stream is not writable." if msg is None else msg)

    def __enter__(self):
        self._checkClosed()
        return self

    def __exit__(self, *args):
        self.close()

    def __iter__(self):
        self._checkClosed()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readline(self, size=-1, /):
        size = -1 if size is None else _index(size)
        peek = getattr(self, "peek", None)
        line = bytearray()
        while size < 0 or len(line) < size:
            count = 1
            if peek is not None and (ahead := peek(1)):
                count = ahead.find(b"\n") + 1 or len(ahead)
                if size >= 0:
                    count = min(count, size - len(line))
            part = self.read(count)
            if not isinstance(part, bytes):
                raise OSError(f"read() should have returned a bytes object, not '{type(part).__name__}'")
            if not part:
                break
            line += part
            if line.endswith(b"\n"):
                break
        return bytes(line)

    def readlines(self, hint=None, /):
        hint = None if hint is None else _index(hint)
        lines = []
        total = 0
        for line in self:
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def writelines(self, lines, /):
        self._checkClosed()
        for line in lines:
            self.write(line)


class RawIOBase(_RawIOBase, IOBase):
    """The base of unbuffered binary files."""

    def read(self, size=-1, /):
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
            if not isinstance(part, bytes):
                raise TypeError("read() should return bytes")
            parts.append(part)
        return b"".join(parts) if parts or part is not None else None

    def readinto(self, buffer, /):
        self._unsupported("readinto")

    def write(self, b, /):
        self._unsupported("write")


class BufferedIOBase(_BufferedIOBase, IOBase):
    """The base of buffered binary files."""

    def detach(self):
        self._unsupported("detach")

    def read(self, size=-1, /):
        self._unsupported("read")

    def read1(self, size=-1, /):
        self._unsupported("read1")

    def write(self, b, /):
        self._unsupported("write")

    def _fill(self, buffer, read):
        with memoryview(buffer) as view, view.cast("B") as room:
            if room.readonly:
                name, kind = read.__name__.replace("read", "readinto"), type(buffer).__name__
                raise TypeError(f"{name}() argument must be read-write bytes-like object, not {kind}")
            data = read(len(room))
            if not isinstance(data, bytes):
                raise OSError(f"read() should have returned a bytes object, not '{type(data).__name__}'")
            if len(data) > len(room):
                raise OSError(f"read() returned too much data: {len(room)} bytes requested, {len(data)} returned")
            room[: len(data)] = data
            return len(data)

    def readinto(self, buffer, /):
        return self._fill(buffer, self.read)

    def readinto1(self, buffer, /):
        return self._fill(buffer, self.read1)


class TextIOBase(_TextIOBase, IOBase):
    """The base of text files."""

    encoding = None
    errors = None
    newlines = None

    def detach(self):
        self._unsupported("detach")

    def read(self, size=-1, /):
        self._unsupported("read")

    def readline(self, size=-1, /):
        self._unsupported("readline")

    def write(self, s, /):
        self._unsupported("write")


RawIOBase.register(FileIO)
for _class in BufferedReader, BufferedWriter, BufferedRandom:
    BufferedIOBase.register(_class)
del _class
TextIOBase.register(TextIOWrapper)


class BufferedRWPair(BufferedIOBase):
    """A buffered reader and a buffered writer over two streams, as one."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /):
        if not reader.readable():
            raise UnsupportedOperation("File or stream is not readable.")
        if not writer.writable():
            raise UnsupportedOperation("File or stream is not writable.")
        self._reader = BufferedReader(reader, buffer_size)
        self._writer = BufferedWriter(writer, buffer_size)

    def read(self, size=-1, /):
        return self._reader.read(size)

    def read1(self, size=-1, /):
        return self._reader.read1(size)

    def readinto(self, buffer, /):
        return self._reader.readinto(buffer)

    def readinto1(self, buffer, /):
        return self._reader.readinto1(buffer)

    def peek(self, size=0, /):
        return self._reader.peek(size)

    def readable(self):
        return self._reader.readable()

    def write(self, b, /):
        return self._writer.write(b)

    def writable(self):
        return self._writer.writable()

    def flush(self):
        self._writer.flush()

    def close(self):
        try:
            self._writer.close()
        finally:
            self._reader.close()

    def isatty(self):
        return self._reader.isatty() or self._writer.isatty()

    @property
    def closed(self):
        return self._writer.closed


def _one_step(method):
    """Makes a method one step for other threads, as it is in CPython, where it is written in C."""

    def step(self, *args):
        with self._lock:
            return method(self, *args)

    step.__name__, step.__qualname__, step.__doc__ = method.__name__, method.__qualname__, method.__doc__
    return step


def _size(size):
    """An optional size: None is -1."""
    return -1 if size is None else _index(size)


class _InMemory:
    """What the files in memory have in common, apart from what they hold."""

    _closed = False

    @property
    def closed(self):
        return self._closed

    def _check_open(self):
        if self._closed:
            raise ValueError("I/O operation on closed file" + self._stop)

    def _offset(self, pos, whence, subject):
        if whence == 0:
            if pos < 0:
                raise ValueError(f"{subject} {pos}")
            return pos
        raise ValueError(f"{'Invalid' if subject[0] == 'N' else 'invalid'} whence ({whence}, should be 0, 1 or 2)")

    def close(self):
        self._closed = True
        self._empty()

    def seekable(self):
        self._check_open()
        return True

    readable = writable = seekable

    def flush(self):
        self._check_open()

    def isatty(self):
        self._check_open()
        return False

    def _restore(self, position, own):
        if not isinstance(position, int):
            raise TypeError(f"position of the state must be an integer, got {type(position).__name__}")
        if position < 0:
            raise ValueError("position value cannot be negative")
        if own is not None and not isinstance(own, dict):
            raise TypeError(f"last item of the state should be a dict, got a {type(own).__name__}")
        self._pos = position
        if own is not None:
            self.__dict__.update(own)

    def __getstate__(self):
        self._check_open()
        own = {name: value for name, value in self.__dict__.items() if name not in self._fields}
        return (*self._contents(), own or None)


class StringIO(_InMemory, TextIOBase):
    """A text file in memory."""

    _stop = ""
    _fields = frozenset({"_lock", "_newline", "_parts", "_pos", "_decoder", "_closed"})

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is None:
            initial_value = ""
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"newline must be str or None, not {type(newline).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        if not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        self._lock = _RLock()
        self._newline = newline
        self._decoder = IncrementalNewlineDecoder(None, newline is None) if not newline else None
        self._closed = False
        self._parts = [self._translate(initial_value)] if initial_value else []
        self._pos = 0

    def _translate(self, text):
        if self._decoder is not None:
            return self._decoder.decode(text, True)
        if self._newline != "\n":
            return text.replace("\n", self._newline)
        return text

    # What was written at the end is kept in pieces, and made one string when somebody looks.

    def _text(self):
        if len(self._parts) != 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0]

    def _empty(self):
        self._parts = []

    def _contents(self):
        return self.getvalue(), "\n" if self._newline is None else self._newline, self._position()

    def __setstate__(self, state):
        if not isinstance(state, tuple) or len(state) < 4:
            raise TypeError(f"{type(self).__name__}.__setstate__ argument should be 4-tuple, got {type(state).__name__}")
        value, newline, position, own = state
        self._check_open()
        StringIO.__init__(self, "", newline)
        self._parts = [value]
        self._restore(position, own)

    @_one_step
    def getvalue(self):
        """All that is in it."""
        self._check_open()
        return self._text()

    @_one_step
    def write(self, s, /):
        if self._closed:
            self._check_open()
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        count = len(s)
        if not s:
            return 0
        if self._newline != "\n":
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
        size = _size(size)
        self._check_open()
        text = self._text()
        start = self._position()
        end = len(text) if size < 0 else min(len(text), start + size)
        self._pos = max(start, end)
        return text[start:end]

    @_one_step
    def readline(self, size=-1, /):
        size = _size(size)
        self._check_open()
        text = self._text()
        start = self._position()
        end = self._line_end(text, start)
        if size >= 0:
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
        pos = _index(pos)
        self._check_open()
        if whence in (1, 2):
            if pos != 0:
                raise OSError("Can't do nonzero cur-relative seeks")
            if whence == 2:
                self._pos = len(self._text())
        else:
            self._pos = self._offset(pos, whence, "Negative seek position")
        return self._position()

    @_one_step
    def tell(self):
        self._check_open()
        return self._position()

    @_one_step
    def truncate(self, pos=None, /):
        self._check_open()
        pos = self._position() if pos is None else _index(pos)
        if pos < 0:
            raise ValueError(f"Negative size value {pos}")
        self._position()
        self._parts = [self._text()[:pos]]
        return pos

    @property
    def newlines(self):
        self._check_open()
        return None if self._decoder is None else self._decoder.newlines

    @property
    def line_buffering(self):
        self._check_open()
        return False

    def __repr__(self):
        return f"<_io.StringIO object at {id(self):#x}>"


class BytesIO(_InMemory, BufferedIOBase):
    """A binary file in memory."""

    _stop = "."
    _fields = frozenset({"_lock", "_buffer", "_pos", "_closed"})

    def __init__(self, initial_bytes=b""):
        data = b"" if initial_bytes is None else self._bytes(initial_bytes)
        self._lock = _RLock()
        self._buffer = bytearray(data)
        self._closed = False
        self._pos = 0

    @staticmethod
    def _bytes(data):
        if type(data) is bytes:
            return data
        try:
            view = memoryview(data)
        except TypeError:
            raise TypeError(f"a bytes-like object is required, not {type(data).__name__!r}") from None
        with view:
            return view.tobytes()

    def _empty(self):
        self._buffer = bytearray()

    def _contents(self):
        return self.getvalue(), self._pos

    def __setstate__(self, state):
        if not isinstance(state, tuple) or len(state) < 3:
            raise TypeError(f"{type(self).__name__}.__setstate__ argument should be 3-tuple, got {type(state).__name__}")
        value, position, own = state
        self._check_open()
        BytesIO.__init__(self, value)
        self._restore(position, own)

    @_one_step
    def getvalue(self):
        """All that is in it."""
        self._check_open()
        return bytes(self._buffer)

    def getbuffer(self):
        """A view of it that can be written to."""
        self._check_open()
        return memoryview(self._buffer)

    @_one_step
    def read(self, size=-1, /):
        size = _size(size)
        self._check_open()
        end = len(self._buffer) if size < 0 else min(len(self._buffer), self._pos + size)
        data = bytes(self._buffer[self._pos : end])
        self._pos = max(self._pos, end)
        return data

    def read1(self, size=-1, /):
        return self.read(size)

    @_one_step
    def readline(self, size=-1, /):
        size = _size(size)
        self._check_open()
        end = self._buffer.find(b"\n", self._pos) + 1
        if end == 0:
            end = len(self._buffer)
        if size >= 0:
            end = min(end, self._pos + size)
        data = bytes(self._buffer[self._pos : end])
        self._pos = max(self._pos, end)
        return data

    @_one_step
    def write(self, b, /):
        self._check_open()
        data = self._bytes(b)
        if not data:
            return 0
        if self._pos > len(self._buffer):
            self._buffer += b"\0" * (self._pos - len(self._buffer))
        self._buffer[self._pos : self._pos + len(data)] = data
        self._pos += len(data)
        return len(data)

    @_one_step
    def seek(self, pos, whence=0, /):
        pos = _index(pos)
        self._check_open()
        if whence == 1:
            self._pos = max(0, self._pos + pos)
        elif whence == 2:
            self._pos = max(0, len(self._buffer) + pos)
        else:
            self._pos = self._offset(pos, whence, "negative seek value")
        return self._pos

    @_one_step
    def tell(self):
        self._check_open()
        return self._pos

    @_one_step
    def truncate(self, pos=None, /):
        self._check_open()
        pos = self._pos if pos is None else _index(pos)
        if pos < 0:
            raise ValueError(f"negative size value {pos}")
        del self._buffer[pos:]
        return pos

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


# They say that they are of the module `_io`, and so they can be found there.
for _class in BufferedRWPair, BytesIO, IncrementalNewlineDecoder, StringIO:
    _class.__module__ = "_io"
    setattr(_io, _class.__name__, _class)
_io.open_code = open_code
_io.text_encoding = text_encoding
del _class

"""A file over any object with the methods of a stream calls them, and what a class overrides is used."""
import io


class Source(io.RawIOBase):
    def __init__(self, data, step=3):
        self.data, self.at, self.step, self.calls = data, 0, step, 0

    def readable(self):
        return True

    def readinto(self, room):
        self.calls += 1
        piece = self.data[self.at : self.at + min(self.step, len(room))]
        room[: len(piece)] = piece
        self.at += len(piece)
        return len(piece)


class Sink(io.RawIOBase):
    def __init__(self):
        self.pieces = []

    def writable(self):
        return True

    def write(self, data):
        self.pieces.append(bytes(data[:5]))
        return len(self.pieces[-1])


print(io.BufferedReader(Source(b"line one\nline two\n")).readlines())
source = Source(b"abcdefgh")
reader = io.BufferedReader(source)
print(reader.peek(), reader.read1(), source.calls, reader.read(4), reader.read(), reader.read())
print(list(io.TextIOWrapper(io.BufferedReader(Source("eins\r\nzwö\rdrei\n".encode(), 1)))))
sink = Sink()
with io.BufferedWriter(sink) as writer:
    writer.write(b"a piece that does not fit at once")
print(sink.pieces, sink.closed)


class Upper(io.TextIOWrapper):
    def write(self, text):
        return super().write(text.upper())

    def readline(self, *args):
        return "> " + line if (line := super().readline(*args)) else line


buffer = io.BytesIO()
upper = Upper(buffer, encoding="utf-8", line_buffering=True)
upper.more = 1
print("abc", "dé", file=upper)
upper.writelines(["x", "y\n"])
print(buffer.getvalue().decode(), upper, upper.more, upper.seek(0))
print(list(upper), upper.buffer is buffer, upper.detach() is buffer)
try:
    upper.read()
except ValueError as error:
    print(error)


class Broken(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, room):
        return len(room) + 1


class Wrong(io.BytesIO):
    def read1(self, size=-1):
        return "text"


class Again(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, room):
        return self.file.readinto(room)


again = Again()
again.file = io.BufferedReader(again)
again.__class__.__repr__ = lambda self: "again"
for use in (lambda: io.BufferedReader(Broken()).read(1), lambda: io.TextIOWrapper(Wrong()).read(1),
            lambda: io.BufferedReader(Sink()), lambda: io.BufferedReader(object())):
    try:
        print(use())
    except (OSError, TypeError, AttributeError) as error:
        print(type(error).__name__, error)
try:
    again.file.read(1)
except RuntimeError as error:
    print(type(error).__name__, str(error)[:22])

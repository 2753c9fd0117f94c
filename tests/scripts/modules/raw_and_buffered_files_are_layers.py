"""FileIO, BufferedReader and their kin are called with what they are to work on, and give it away again."""
import array
import io
import os
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "a.bin")
with open(path, "wb") as file:
    print(file.write(b"hello\nworld\nlast"), type(file.raw).__name__, file.mode)

with open(path, "rb") as file:
    room = bytearray(4)
    print(file.readinto(room), room, file.peek(3)[:3], file.read1(3), file.tell(), file.raw.mode, file.raw is file.raw)
    print(file.readinto1(memoryview(room)[1:3]), room)

raw = io.FileIO(path, "rb")
print(raw.read(3), raw.mode, raw.name == path, raw.closefd, raw.readable(), raw.writable(), raw.readall(), raw.readall())
raw.seek(0)
reader = io.BufferedReader(raw, 16)
print(reader.raw is raw, reader.readline(), reader.tell(), reader.detach() is raw)
for use in (lambda: reader.read(), lambda: raw.write(b"x"), lambda: io.FileIO(path, "q"), lambda: io.FileIO(path, "rw"),
            lambda: io.BufferedReader(raw, 0), lambda: io.BufferedWriter(raw), lambda: open(path, closefd=False),
            lambda: io.BufferedReader.__new__(io.BufferedReader).read(), lambda: open(path, "rb").write(b"")):
    try:
        use()
    except (ValueError, OSError) as error:
        print(type(error).__name__, error)
raw.close()
print(raw, raw.closed)

text = open(path, "r+")
binary = text.buffer
print(binary is text.buffer, type(binary).__name__, text.readline(), binary.raw.fileno() == text.fileno())
print(text.detach() is binary, binary.seek(0), binary.read(5))
binary.close()

memory = io.BytesIO()
writer = io.BufferedWriter(memory, 8)
writer.write(b"abc")
before = memory.getvalue()
writer.write(array.array("B", b"defghi"))
writer.flush()
print(before, memory.getvalue())
both = io.BufferedRandom(io.BytesIO(b"0123456789"))
print(both.read(3), both.write(b"xy"), both.tell(), both.read(2), both.seek(0), both.read(), both.truncate(4))
pair = io.BufferedRWPair(io.BytesIO(b"in"), memory)
print(pair.read(), pair.write(b"!"), pair.flush(), memory.getvalue()[-1:])

file = open(path, "ab")
print(file.tell(), isinstance(file, io.BufferedIOBase), isinstance(file.raw, io.RawIOBase), isinstance(file, io.IOBase))
file.note = "files have attributes"
print(file.note)
file.close()
for use in (file.flush, lambda: file.write(b""), file.__enter__):
    try:
        use()
    except ValueError as error:
        print(error)

opened = []
with open("x", opener=lambda name, flags: opened.append(name) or os.open(path, flags)) as file:
    print(file.name, opened, file.read(5))

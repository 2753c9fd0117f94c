import io
import os
import tempfile

# Over a file of the system: it takes the descriptor over, and what was read ahead.
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "file")
    with io.TextIOWrapper(open(path, "wb"), encoding="utf-8", newline="\r\n") as file:
        print(type(file) is io.TextIOWrapper, file.write("one\ntwö\n"), file.encoding, file.name == path, file.writable())
    with open(path, "rb") as raw:
        print(raw.read())
    raw = open(path, "rb")
    print(raw.readline())
    text = io.TextIOWrapper(raw, "utf-8")
    print(repr(text.read()), text.readable(), text.closed)
    text.close()
    print(text.closed)
    with open(path, "wb", 0) as raw:
        raw.name = "another name"
        print(raw.name)

# Over anything else that reads or writes bytes.
buffer = io.BytesIO()
text = io.TextIOWrapper(buffer, encoding="latin-1", newline="\n", write_through=True)
print(isinstance(text, io.TextIOWrapper), isinstance(text, io.TextIOBase), text.encoding, text.errors, text.newlines)
print(text.write("é\n"), buffer.getvalue(), text.writable(), text.seekable(), text.closed)
print(text.seek(0), repr(text.read()), repr(text.read()), text.buffer is buffer)
text.seek(0)
text.truncate()
text.writelines(["a\n", "b\n"])
text.seek(0)
print(list(text), text.detach() is buffer, buffer.getvalue())

for newline in (None, "", "\n", "\r", "\r\n"):
    text = io.TextIOWrapper(io.BytesIO("a\rb\nc\r\nd€".encode()), encoding="utf-8", newline=newline)
    print(repr(newline), list(text), end=" ")
    text.seek(0)
    print(repr(text.readline(2)), repr(text.read(3)), repr(text.readline()))
text.close()
try:
    text.read()
except ValueError as e:
    print(e)
for wrong in (lambda: io.TextIOWrapper(io.BytesIO(), newline="x"), lambda: io.TextIOWrapper(io.BytesIO(), "no such"),
              lambda: io.TextIOWrapper(io.BytesIO(b"\xff"), "utf-8").read(),
              lambda: io.TextIOWrapper(io.BytesIO(), "ascii").write("ä"), lambda: io.TextIOWrapper()):
    try:
        wrong()
    except (ValueError, LookupError, TypeError) as e:
        print(type(e).__name__, e if not isinstance(e, TypeError) else "")
print(io.TextIOWrapper(io.BytesIO(b"\xffa"), "utf-8", "replace").read())

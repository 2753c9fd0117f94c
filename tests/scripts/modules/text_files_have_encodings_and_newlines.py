"""Encodings that are not kept as bytes, line ends of all kinds, positions among them."""
import io
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "text")
for encoding in ("utf-8", "latin-1", "utf-16", "utf-8-sig", "cp1252", "utf-32-be"):
    with open(path, "w", encoding=encoding, newline="\r\n") as file:
        file.write("één\n")
        file.write("zwei\n")
    with open(path, "a", encoding=encoding) as file:
        file.write("ü\n")
    with open(path, encoding=encoding) as file:
        print(encoding, [file.read(2), file.readline(), file.readline(2), file.read()], file.newlines)
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(path, "wb") as file:
        file.write(b"a\nb\rc\r\nd")
    with open(path, newline=newline) as file:
        print(repr(newline), list(file), file.newlines)
with open(path) as file:
    print(repr(file.readline()), repr(file.readline()), repr(file.read()))
with open(path, newline="\n") as file:
    file.readline()
    print(position := file.tell(), repr(file.read()), file.seek(position), repr(file.read(2)))
with open(path, "r+") as file:
    file.readline()
    try:
        next(file)
        file.tell()
    except OSError as error:
        print(error)
    for wrong in (lambda: file.seek(1, 1), lambda: file.seek(-1), lambda: file.reconfigure(encoding="ascii"), lambda: open(path, newline="x"),
                  lambda: open(path, encoding="no such"), lambda: io.TextIOWrapper(io.BytesIO(), "hex")):
        try:
            wrong()
        except (ValueError, LookupError) as error:
            print(type(error).__name__, error)
with open(path, "w") as file:
    file.reconfigure(encoding="ascii", errors="backslashreplace", newline="\r", line_buffering=True)
    file.write("ä\n")
    print(open(path, "rb").read(), file.encoding, file.errors, file.line_buffering, file.mode)

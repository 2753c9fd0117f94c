import io

s = io.StringIO("a\nb\nc")
print(repr(s.read(1)), repr(s.readline()), s.readlines(), s.tell(), s.seek(0), list(s))
s = io.StringIO()
print(s.write("hello"), s.seek(1), s.write("E"), s.getvalue(), s.truncate(2), s.getvalue())
b = io.BytesIO(b"ab\ncd")
print(b.readline(), b.read(), b.write(b"xx"), b.getvalue())
with io.StringIO() as f:
    print("into memory", file=f)
    print(repr(f.getvalue()))
try:
    f.getvalue()
except ValueError as error:
    print(error)

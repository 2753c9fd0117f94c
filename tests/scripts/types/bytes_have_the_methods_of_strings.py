b = b"Spam, eggs,spam"
print(b.split(b","), b.rsplit(b",", 1), b" a  b ".split(), b.partition(b", "), b.find(b"e"), b.find(115))
print(b.upper(), b.lower().title(), b.swapcase(), b.replace(b"am", b"ice"), b.count(b"pa"), b.startswith((b"x", b"Sp")))
print(b"-5".zfill(4), b"a".center(5, b"*"), b"ab".ljust(4), b" x ".strip(), b"xxa".lstrip(b"x"), b"a\tb".expandtabs(4))
print(b"-".join([b"a", bytearray(b"b")]), b"ab".hex(), b"abcd".hex("-", 2), bytes.fromhex("61 62"))
print(b"abc".translate(bytes.maketrans(b"ab", b"xy"), b"c"), b"a\nb\r\nc".splitlines(), b"abc".removeprefix(b"a"))
print(b"abc".isalpha(), b"12".isdigit(), b" ".isspace(), b"Ab".istitle(), b"ab".islower(), b"\xff".isascii())
print(b"%s is %d or %05.1f, %x, %c, %a" % (b"x", 3, 2.5, 255, 65, "é"), b"100%%" % ())
print(b'it\'s', b'"', b'\'"', b"\x00\t\n\\\x7f", repr(bytearray(b"it's")))
print(b"a" < b"b", b"a" == "a", b"a" == bytearray(b"a"), b"abc"[::-1], b"abc"[1], b"ab" * 2, hash(b"a") == hash(bytes([97])))
for make in (lambda: b"a" + "b", lambda: b"a".split("b"), lambda: "a" in b"a", lambda: 300 in b"a", lambda: b"a".find("x"),
             lambda: b"a".join(["x"]), lambda: b"abc"[5], lambda: bytes(b"abc")["x"], lambda: bytes("x"), lambda: bytes([256]),
             lambda: bytes(-1), lambda: bytes(1.5), lambda: bytes.fromhex("0g"), lambda: b"%s" % "x", lambda: b"%d" % "x",
             lambda: b"%c" % 300, lambda: b"a".center(5, b"xx"), lambda: b"a".index(b"z"), lambda: b"a" < "b"):
    try:
        make()
    except Exception as e:
        print(type(e).__name__, e)

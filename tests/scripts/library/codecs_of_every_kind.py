import codecs

print(codecs.lookup("UTF8").name, codecs.encode("häß", "cp1252"), b"\x80".decode("cp1252"), "ж".encode("koi8-r"))
print("Hello".encode("utf-8-sig"), codecs.encode("abc", "rot13"), codecs.encode(b"abc", "hex"), codecs.decode("616263", "hex"))
decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(bytes([b])) for b in "aé€".encode()], decoder.decode(b"", True) == "")
print("a\tb\né€😀".encode("unicode_escape"), rb"\x41\u0042\n\101".decode("unicode_escape"), "é€".encode("raw_unicode_escape"))
codecs.register_error("stars", lambda error: ("*" * (error.end - error.start), error.end))
print("aäöb".encode("ascii", "stars"), b"a\xff\xfeb".decode("ascii", "stars"), "x€".encode("cp1251", "replace"))
print("aä€".encode("ascii", "xmlcharrefreplace"), "ä".encode("ascii", "backslashreplace"), ascii(b"\xff".decode(errors="surrogateescape")))
for wrong in (lambda: "x".encode("no-such"), lambda: "ж".encode("cp1252"), lambda: b"\x81".decode("cp1252"),
              lambda: "x".encode("hex"), lambda: "ä".encode("ascii", "nobody"), lambda: b"\x9d".decode("ascii", "nobody")):
    try:
        print(wrong())
    except (LookupError, UnicodeError) as error:
        print(type(error).__name__, error)
print(codecs.BOM_UTF8, "hi".encode("utf-16") in (codecs.BOM_UTF16_LE + b"h\0i\0",), codecs.getwriter("utf-8") is not None)

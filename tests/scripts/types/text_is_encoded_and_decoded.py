text = "aé€😀"
for name in ("utf-8", "UTF8", "utf-16-le", "utf-32-be", "utf-16"):
    data = text.encode(name)
    print(name, data, data.decode(name) == text)
print("é".encode("latin-1"), "a".encode("ascii"), b"\xe9".decode("latin-1"))
for errors in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace"):
    print(errors, "aé€".encode("ascii", errors))
for errors in ("ignore", "replace", "backslashreplace", "surrogateescape"):
    print(errors, ascii(b"a\xff\xe2\x82b".decode("utf-8", errors)))
print(b"\xff\x80".decode("ascii", "surrogateescape").encode("ascii", "surrogateescape"))
print(str(b"caf\xc3\xa9", "utf-8"), str(b"abc"), "\ufeffx".encode("utf-8-sig").decode("utf-8-sig") == "\ufeffx")
for make in (lambda: "é".encode("ascii"), lambda: "aé€b".encode("ascii"), lambda: "€".encode("latin-1"),
             lambda: "\ud800".encode(), lambda: b"\xff".decode(), lambda: b"a\xe2\x82".decode(),
             lambda: b"\xc3(".decode(), lambda: b"\x80".decode("ascii"), lambda: b"a".decode("utf-16"),
             lambda: "a".encode("klingon"), lambda: "é".encode("ascii", "shrug"), lambda: str("a", "utf-8"),
             lambda: "a".encode(1)):
    try:
        make()
    except Exception as e:
        print(type(e).__name__, e)

import codecs
import re

codecs.register_error("shout", lambda error: (f"<{error.reason}|{error.object[error.start:error.end]!r}>", error.end))
codecs.register_error("restart", lambda error: ("!", error.start + 1))
codecs.register_error("behind", lambda error: ("?", 99))
codecs.register_error("wrong", lambda error: 3)

samples = [b"\\x", b"\\x4", b"a\\u12zz", b"\\U0011ffff.", b"\\N{BULLET}\\N{no such}\\N{", b"\\N", b"end\\", b"\\x41\\101\\\n", b"\\N{keycap digit one}"]
for errors in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape", "shout", "restart"):
    for data in samples:
        for encoding in ("unicode_escape", "raw_unicode_escape"):
            try:
                by_method = data.decode(encoding, errors)
            except (UnicodeDecodeError, LookupError, TypeError) as error:
                by_method = f"{type(error).__name__}: {error}"
            try:
                by_module = getattr(codecs, f"{encoding}_decode")(data, errors)
            except (UnicodeDecodeError, LookupError, TypeError) as error:
                by_module = f"{type(error).__name__}: {error}"
            same = by_module == (by_method, len(data)) or by_module == by_method
            print(errors, encoding, ascii(data), ascii(by_method), same)

for errors in ("behind", "wrong", "unheard-of"):
    try:
        b"\\x".decode("unicode_escape", errors)
    except (IndexError, TypeError, LookupError) as error:
        print(type(error).__name__)

print(re.fullmatch(r"\N{BULLET}[\N{EM DASH}\N{HANGUL SYLLABLE GA}]*", "\u2022\u2014\uac00") is not None)
for pattern in (r"\N{no such}", r"\N{keycap digit one}", r"\N{}", r"\N"):
    try:
        re.compile(pattern)
    except re.error as error:
        print(error)

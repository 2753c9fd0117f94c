import unicodedata as u

for c in "aÄ€½٣中한\u0300\t(":
    print(f"{ord(c):04X}", u.name(c, "?"), u.category(c), u.bidirectional(c), u.combining(c), u.east_asian_width(c),
          u.mirrored(c), repr(u.decomposition(c)), u.numeric(c, None), u.digit(c, None), u.decimal(c, None))
print(u.lookup("greek SMALL LETTER ALPHA"), u.lookup("HANGUL SYLLABLE HAN"), u.lookup("CJK UNIFIED IDEOGRAPH-4E2D"))
print("\N{SNOWMAN} \N{LATIN SMALL LETTER E WITH ACUTE} \N{HANGUL SYLLABLE GAG}")
for form in ("NFC", "NFD", "NFKC", "NFKD"):
    text = u.normalize(form, "Å e\u0323\u0302 ﬁ ½ 한글 q\u0307\u0323 \u1100\u1161\u11a8 ²")
    print(form, text.encode("unicode_escape").decode(), u.is_normalized(form, text), len(text))
print("".join(c for c in u.normalize("NFD", "Crème Brûlée") if not u.combining(c)))
for wrong in (lambda: u.name("\0"), lambda: u.lookup("NO SUCH NAME"), lambda: u.numeric("x"), lambda: u.category("ab"),
              lambda: u.normalize("NF", "ä"), lambda: u.category(1), lambda: u.digit("x"), lambda: u.decimal("²")):
    try:
        print(wrong())
    except (ValueError, KeyError, TypeError) as error:
        print(type(error).__name__, error)
total = 0
for point in range(0, 0x30000, 7):
    c = chr(point)
    total = (total * 31 + hash((u.combining(c), u.mirrored(c), len(u.name(c, "")), len(u.normalize("NFKD", c))))) % 1000003
print(u.unidata_version, total)

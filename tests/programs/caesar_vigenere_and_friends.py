"""Classic ciphers and encodings."""
import string
from itertools import cycle, groupby

ALPHABET = string.ascii_uppercase


def caesar(text, key):
    def shift(c):
        if not c.isalpha():
            return c
        base = ord("A") if c.isupper() else ord("a")
        return chr((ord(c) - base + key) % 26 + base)
    return "".join(shift(c) for c in text)


def vigenere(text, key, sign=1):
    keys = cycle(ALPHABET.index(k) for k in key.upper())
    return "".join(ALPHABET[(ALPHABET.index(c) + sign * next(keys)) % 26] for c in text.upper() if c in ALPHABET)


MORSE = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- "
                 ".--. --.- .-. ... - ..- ...- .-- -..- -.-- --..".split()))
UNMORSE = {v: k for k, v in MORSE.items()}


def rle(text):
    return "".join(f"{len(list(g))}{c}" for c, g in groupby(text))


def unrle(text):
    out, n = [], ""
    for c in text:
        if c.isdigit():
            n += c
        else:
            out.append(c * int(n or "1"))
            n = ""
    return "".join(out)


def xor(data: bytes, key: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(data, cycle(key)))


def base64(data: bytes) -> str:
    table = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
    bits = "".join(f"{b:08b}" for b in data)
    bits += "0" * (-len(bits) % 6)
    out = "".join(table[int(bits[i:i + 6], 2)] for i in range(0, len(bits), 6))
    return out + "=" * (-len(out) % 4)


def luhn(number: str) -> bool:
    digits = [int(d) for d in number if d.isdecimal()][::-1]
    return (sum(digits[::2]) + sum(sum(divmod(2 * d, 10)) for d in digits[1::2])) % 10 == 0


msg = "The Quick Brown Fox, jumps over 13 lazy dogs!"
secret = caesar(msg, 3)
print(secret, caesar(secret, -3) == msg, sep="\n")
print(msg.translate(str.maketrans(string.ascii_letters, ALPHABET[13:].lower() + ALPHABET[:13].lower() + ALPHABET[13:] + ALPHABET[:13])))
v = vigenere("attack at dawn", "Lemon")
print(v, vigenere(v, "lemon", sign=-1))
m = " ".join(MORSE[c] for c in "SOS PYTHON" if c != " ")
print(m, "".join(UNMORSE[w] for w in m.split()))
r = rle("WWWWWBBBWWC")
print(r, unrle(r))
x = xor("Grüße".encode("utf-8"), b"key")
print(x.hex(" "), xor(x, b"key").decode(), list(x[:3]))
for word in (b"", b"f", b"fo", b"foo", b"foobar"):
    print(base64(word), end=" ")
print()
print(luhn("4539 1488 0343 6467"), luhn("8273 1232 7352 0569"))
print("".join(chr(int(b, 2)) for b in "01001000 01101001".split()), " ".join(format(ord(c), "08b") for c in "Hi"))
print(f"{'centre':*^20}|{'left':<8}|{'right':>8}|{255:#x}|{255:#010b}|{1e6:,.1f}|{-7:+d}|{0.257:.1%}")
print("%-10s|%5.2f|%03d|%x|%r|%s|%%" % ("name", 3.14159, 7, 255, "q", None))
print("{0!r:>8} {name!s:^9} {1[0]} {2.real}".format("a", [1], 3 + 4j, name="n"))
print(msg.encode().hex()[:16], bytes.fromhex("48 69"), "ß".upper(), "İ".lower().encode("unicode_escape"))
print("palindrome:", [w for w in ("level", "Racecar", "python") if (s := w.lower()) == s[::-1]])
print("anagrams:", {k: v for k, v in {tuple(sorted(w)): w for w in ("listen", "silent", "enlist")}.items()})

# seconds: 120
import sys
from _crew import check, run

names = {}


def build(me):
    text = ""
    for n in range(60):
        text += chr(97 + n % 26)
        names[text] = len(text)
    check(len(text) == 60 and text.count("a") == 3, "another text")
    wide = "".join(["ä", "€", "𝄞"] * 20)
    check((len(wide), wide[1], wide[-1]) == (60, "€", "𝄞"), "another wide text")
    check(f"{me:>5}|{me!r}" == f"    {me}|{me}", "another format")
    check("-".join(str(n) for n in range(10)).split("-")[7] == "7", "another split")
    check(sys.intern(text[:30]) is sys.intern(text[:30]), "interned twice")


def look(me):
    for text, length in list(names.items()):
        check(len(text) == length, "another length", text)
    check(hash("abc" + str(me)) == hash(f"abc{me}"), "another hash")


def big(me):
    n = 3 ** (200 + me)
    check(n // 3 ** 200 == 3 ** me and n % 7 == pow(3, 200 + me, 7), "another number")
    check(int(str(n)) == n and -(-n) == n and (n << 70) >> 70 == n, "another number")
    check(abs(sum(x * 0.5 for x in range(100)) - 2475) < 1e-9, "another sum")


print(run(build, look, big))  # expect: []

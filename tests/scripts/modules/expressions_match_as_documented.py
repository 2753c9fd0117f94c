# Groups, names, flags and the methods of patterns and matches.
import re

m = re.match(r"(?P<first>\w+) (?P<last>\w+)", "Grace Hopper, admiral")
print(m, m.group(), m.group(1, 2), m["last"], m[0])
print(m.groups(), m.groupdict(), m.span("last"), m.start(1), m.end(1), m.lastindex, m.lastgroup)
print(m.re, m.string, m.pos, m.endpos, m.regs)
print(m.expand(r"\2, \g<first>\n"))
print(re.match("(a)|(b)", "b").groups("-"), re.match("(a)|(b)", "b").groupdict(), re.match("x", "y"))

print(re.findall(r"\d+", "3 apples, 14 pears"), re.findall(r"(\w)(\d)", "a1b2"), re.findall("(x*)", "axb"))
print(re.split(r"[,;]\s*", "a, b;c"), re.split("(-)", "a-b-c", maxsplit=1), re.split("x*", "axbc"))
print([m.span() for m in re.finditer("a|", "baac")])
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.subn("l", "L", "hello", count=1))
print(re.sub(r"\d", lambda m: str(int(m[0]) * 2), "1 2 3"), re.sub("x*", "-", "abxd"), re.sub("b", r"\\", "abc"))

print(re.search("B", "abc", re.I), re.findall("^.", "a\nb", re.M), re.search("a.c", "a\nc", re.S).span())
print(re.fullmatch(r"\w+", "été", re.A), re.fullmatch(r"\w+", "été").group(), re.findall(r"(?i)straße", "STRASSE STRAßE"))
print(re.compile(r"""
    (\d+)   # whole
    (?: \. (\d+) )?
""", re.X).match("3.14").groups())

print(re.search(r"(?<=\$)\d+(?!\d|%)", "7% of $42").group(), re.search(r"(?<!a)b", "ab b").start())
print(re.match(r"(<)?\w+(?(1)>|$)", "<tag>").group(), re.match(r"(<)?\w+(?(1)>|$)", "<tag"))
print(re.match(r"(a+?)(a*)", "aaa").groups(), re.match(r"a*+a", "aaa"), re.match(r"(?>a+)b", "aab").group())
print(re.search(r"(\w)\1", "hello").group(), re.search(r"(?P<q>['\"]).*?(?P=q)", "say 'hi'").group())
print(re.match(r"(?i:a)b", "Ab"), re.match(r"(?i:a)b", "AB"), re.match(r"(?s-i:.)x", "\nx", re.I).span())
print(re.match(rb"\w+", b"bytes!").group(), re.sub(b"t", b"TT", bytearray(b"bytes")))

p = re.compile("b+", re.I | re.M)
print(p, p.flags, p.groups, p.pattern, dict(re.compile("(?P<x>a)(b)").groupindex))
print(p.search("abB", 2), p.match("abb", 1, 2).span(), p.search("abb", 1).pos, p == re.compile("b+", re.I | re.M))
print(re.escape("a.b*c[d]\n"), re.escape(b"1+1"), re.I | re.M, repr(re.NOFLAG), re.X)
print(hash(p) == hash(re.compile("b+", re.M | re.I)), re.purge())

print("a b  c".split(), "a,b,,c".split(","), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), "".split(), "".split(","))
# expect: ['a', 'b', 'c'] ['a', 'b', '', 'c'] ['a', 'b,c'] ['a,b', 'c'] [] ['']
print("  x  y ".split(None, 1), "one\ntwo\r\nthree\n".splitlines(), "a\nb".splitlines(True))
# expect: ['x', 'y '] ['one', 'two', 'three'] ['a\n', 'b']
print("-".join(["a", "b"]), "".join("abc"), ", ".join(str(n) for n in range(3)), "k=v=w".partition("="),
      "k=v=w".rpartition("="), "x".partition("="))
      # expect: a-b abc 0, 1, 2 ('k', '=', 'v=w') ('k=v', '=', 'w') ('x', '', '')
try:
    ",".join(["a", 1])
except TypeError as e:
    print(e)  # expect: sequence item 1: expected str instance, int found
try:
    "a".split("")
except ValueError as e:
    print(e)  # expect: empty separator

import difflib

a = "one\ntwo\nthree\nfour\n".splitlines(keepends=True)
b = "one\ntwo and a half\nthree\nfive\n".splitlines(keepends=True)
print("".join(difflib.unified_diff(a, b, "a", "b")))
print("".join(difflib.ndiff(a, b)))
print("".join(difflib.context_diff(a, b, "a", "b")))
print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]))
matcher = difflib.SequenceMatcher(None, "abcd", "bcde")
print(matcher.ratio(), matcher.get_opcodes(), matcher.find_longest_match())
print("".join(difflib.restore(difflib.ndiff(a, b), 1)))
print(len(difflib.HtmlDiff().make_table(a, b)) > 100)

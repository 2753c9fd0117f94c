print("  a b ".strip() + "|", "  a ".lstrip() + "|", " a ".rstrip() + "|", "xxaxx".strip("x"), "abcba".strip("ab"))
# expect: a b| a |  a| a c
print("banana".replace("an", "AN"), "banana".replace("a", "o", 2), "abc".replace("", "-"))
# expect: bANANa bonona -a-b-c-
print("prefix-name".removeprefix("prefix-"), "file.py".removesuffix(".py"))  # expect: name file

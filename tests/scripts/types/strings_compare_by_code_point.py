print("a" < "b", "Z" < "a", "abc" < "abd", "ab" < "abc", "" < "a", "é" > "z", "10" < "9")
# expect: True True True True True True True
print("a" in "cat", "" in "x", "dog" not in "cat", "b" * 3, 2 * "ab", "a" * -1 == "")
# expect: True True True bbb abab True

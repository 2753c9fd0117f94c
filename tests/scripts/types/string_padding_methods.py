print("|" + "ab".center(7) + "|", "ab".ljust(5, ".") + "|", "ab".rjust(5, "*"), "42".zfill(5), "-42".zfill(5))
# expect: |   ab  | ab...| ***ab 00042 -0042
print("a\tb".expandtabs(4), "abc".center(6, "-"), "abc".center(2))  # expect: a   b -abc-- abc

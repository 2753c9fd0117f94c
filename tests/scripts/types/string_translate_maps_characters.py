table = str.maketrans("abc", "xyz", "d")
print("aabbccdd".translate(table), "hi".translate({104: "J", 105: None}))  # expect: xxyyzz J
print(chr(97), ord("☃"), chr(0x1D11E))  # expect: a 9731 𝄞

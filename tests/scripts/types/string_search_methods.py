s = "the cat sat on the mat"
print(s.find("at"), s.find("at", 6), s.find("dog"), s.rfind("at"), s.index("the", 1), s.count("at"), s.count(""))
# expect: 5 9 -1 20 15 3 23
print(s.startswith("the"), s.startswith(("a", "t")), s.endswith("mat"), s.startswith("cat", 4), "x".find(""))
# expect: True True True True 0
try:
    s.index("dog")
except ValueError as e:
    print(e)  # expect: substring not found

class C:
    k = 1

    def m(self):
        pass


c = C()
setattr(c, "v", 2)
print(getattr(c, "v"), getattr(c, "zz", None), hasattr(c, "k"), vars(c), "m" in dir(c), "v" in dir(c))
# expect: 2 None True {'v': 2} True True

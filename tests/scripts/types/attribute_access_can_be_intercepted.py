class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "target", target)

    def __getattr__(self, name):
        print("get", name)
        return getattr(self.target, name)

    def __setattr__(self, name, value):
        print("set", name, value)
        setattr(self.target, name, value)

    def __delattr__(self, name):
        print("del", name)
        delattr(self.target, name)


class T:
    x = 1


t = T()
p = Proxy(t)
p.y = 5  # expect: set y 5
print(p.x, p.y, t.y)  # expect: get x
# expect: get y
# expect: 1 5 5
del p.y  # expect: del y
print(hasattr(p, "y"), getattr(p, "zz", "default"))  # expect: get y
# expect: get zz
# expect: False default

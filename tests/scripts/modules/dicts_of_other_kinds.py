from collections import ChainMap, OrderedDict, UserDict, defaultdict

d = defaultdict(list)
d["a"].append(1)
print(d, d["zz"], len(d), d.default_factory, dict(d))
od = OrderedDict(a=1, b=2, c=3)
od.move_to_end("a")
print(od, od.popitem(False), list(od))
od.move_to_end("a", False)
print(od, od == OrderedDict(c=3, a=1), od == {"a": 1, "c": 3}, list(reversed(od)))
chain = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(chain, chain["a"], chain["b"], list(chain), len(chain), chain.new_child({"z": 1}), chain.parents)


class Doubling(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value * 2)


u = Doubling(a=1)
u["b"] = 2
print(u, u.data, "a" in u, len(u), list(u.items()))

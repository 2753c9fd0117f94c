# What `__reduce_ex__` gives, for each protocol, and what pickle and copy make of it.
import copy
import copyreg
import pickle


def tell(what):
    try:
        print(what())
    except Exception as e:
        print(type(e).__name__, "-", e)


def show(reduced):
    return tuple(part.__name__ if callable(part) else list(part) if hasattr(part, "__next__") else part
                 for part in reduced)


class Plain:
    def __repr__(self): return f"{type(self).__name__}({vars(self)})"
class Slots:
    __slots__ = ("a", "b")
class Items(list):
    pass
class Pairs(dict):
    pass
class Number(int):
    pass
class Args(Plain):
    def __getnewargs__(self): return (1, 2)
    def __new__(cls, *args):
        self = super().__new__(cls)
        self.args = args
        return self
class Keywords(Plain):
    kwargs = {"k": 3}
    def __getnewargs_ex__(self): return ((1,), self.kwargs)
    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        self.args = args, kwargs
        return self
class Bare(Keywords):
    kwargs = {}
class Stateful(Plain):
    def __getstate__(self): return "my state"
    def __setstate__(self, state): self.got = state
class Named(Plain):
    __slotnames__ = ["spam", "eggs"]
    def __getattr__(self, name):
        if name == "spam":
            return 42
        raise AttributeError(name)


plain = Plain()
plain.x = 1
slots = Slots()
slots.a = 1
for o in (Plain(), plain, slots, Items("ab"), Pairs(k=1), Number(5), Args(), Keywords(), Bare(), Stateful(), Named()):
    for protocol in (0, 2, 4):
        tell(lambda: (type(o).__name__, protocol, str(show(o.__reduce_ex__(protocol)))))
    print(o.__reduce_ex__(4)[0] in (copyreg.__newobj__, copyreg.__newobj_ex__))
    for protocol in range(6):
        if o is slots and protocol < 2 or isinstance(o, Named) or isinstance(o, Keywords) and protocol < 4:
            continue
        back = pickle.loads(pickle.dumps(o, protocol))
        if type(back) is not type(o) or repr(back) != repr(o) and o is not slots and not isinstance(o, Stateful):
            print("another", back, "of", o)
print(copy.copy(plain), vars(pickle.loads(pickle.dumps(Stateful(), 0))), copy.copy(slots).a)

for bad in ("args", (1,), ("a", {}), ((), "k")):
    class Bad:
        def __getnewargs_ex__(self): return bad
    tell(lambda: Bad().__reduce_ex__(4))
class Bad:
    def __getnewargs__(self): return "args"
tell(lambda: Bad().__reduce_ex__(2))
tell(lambda: object().__reduce_ex__("2"))
tell(lambda: object().__reduce_ex__(None))
tell(lambda: show(object().__reduce__()))
tell(lambda: pickle.dumps(slots, 0))


# The class is asked, not the object.
class Picky:
    def __getattr__(self, name):
        if name.startswith("__getnewargs"):
            raise AssertionError(name)
        return None
    def __getstate__(self): return {}
tell(lambda: str(show(Picky().__reduce_ex__(2))))


# Sets take their attributes along.
class Set(set):
    pass
class Frozen(frozenset):
    __slots__ = ("x", "__dict__")
print(show({1}.__reduce__()), show(frozenset().__reduce__()))
for cls in Set, Frozen:
    s = cls([1, 2])
    s.x = ["x"]
    for protocol in range(6):
        back = pickle.loads(pickle.dumps(s, protocol))
        if back != s or back.x != ["x"]:
            print("lost", cls, protocol)
    print(copy.copy(s).x is s.x, copy.deepcopy(s).x is s.x, copy.deepcopy(s) == s)

# Recursion without end is RecursionError, in every thread and whatever it goes through; never a crash.
import functools
import threading


def through_calls():
    def f(n):
        return f(n + 1)
    f(0)


def through_map():
    def f(n):
        return list(map(f, [n + 1]))
    f(0)


def through_sort():
    def f(n):
        return sorted([1, 2],key=lambda x: f(n))
    f(0)


def through_repr():
    nested = []
    for _ in range(200000):
        nested = [nested]
    repr(nested)


def through_eq():
    a, b = [], []
    for _ in range(200000):
        a, b = [a], [b]
    a == b


def through_getattr():
    class C:
        def __getattr__(self, n):
            return getattr(self, n + "x")
    C().a


def through_str():
    class C:
        def __str__(self):
            return f"{self}"
    str(C())


def through_new():
    class C:
        def __init__(self):
            self.c = C()
    C()


def through_add():
    class C:
        def __add__(self, o):
            return self + o
    C() + 1


def through_hash():
    class C:
        def __hash__(self):
            return hash(self)
    {C(): 1}


def through_eqobj():
    class C:
        def __eq__(self, o):
            return o == self
    C() == C()


def through_contains():
    class C:
        def __contains__(self, x):
            return x in self
    1 in C()


def through_iter():
    class C:
        def __iter__(self):
            return iter(self)
    list(C())


def through_next():
    class C:
        def __iter__(self):
            return self
        def __next__(self):
            return next(self)
    next(C())


def through_gen():
    def g(n):
        yield from g(n + 1)
    list(g(0))


def through_gen2():
    def g(n):
        for x in g(n + 1):
            yield x
    list(g(0))


def through_call():
    class C:
        def __call__(self):
            return self()
    C()()


def through_prop():
    class C:
        @property
        def p(self):
            return self.p
    C().p


def through_exec2():
    def f():
        eval("f()", {"f": f})
    f()


def through_with():
    class C:
        def __enter__(self):
            with self: pass
        def __exit__(self, *a):
            pass
    with C(): pass


def through_format():
    class C:
        def __format__(self, s):
            return format(self, s)
    format(C(), "x")


def through_subclasscheck():
    class M(type):
        def __instancecheck__(c, o):
            return isinstance(o, c)
    class C(metaclass=M): pass
    isinstance(1, C)


def through_index():
    class C:
        def __index__(self):
            return [1][self]
    [1][C()]


def through_bool():
    class C:
        def __bool__(self):
            return bool(self)
    bool(C())


def through_len():
    class C:
        def __len__(self):
            return len(self)
    len(C())


def through_dict_repr():
    d = {}
    for _ in range(200000):
        d = {1: d}
    repr(d)


def through_isinst():
    t = (int,)
    for _ in range(200000):
        t = (t,)
    isinstance("", t)


def through_reduce():
    def f(a, b):
        return functools.reduce(f, [1, 2, 3])
    f(1, 2)


def through_lru():
    @functools.lru_cache(None)
    def f(n):
        return f(n + 1)
    f(0)


def through_super():
    class A:
        def f(self):
            return self.f()
    class B(A):
        def f(self):
            return super().f()
    B().f()


def through_sorted_cmp():
    class C:
        def __lt__(s, o):
            return sorted([C(), C()])
    sorted([C(), C()])


def run():
    for name, function in sorted(globals().items()):
        if name.startswith("through_"):
            try:
                function()
                print(name, "ends")
            except RecursionError:
                pass
    print("done")


for _ in range(2):
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
# expect: done
# expect: done

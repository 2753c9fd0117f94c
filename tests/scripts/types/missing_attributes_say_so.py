class C:
    def __init__(self):
        self.value = 1


for f in (lambda: C().missing, lambda: C.missing, lambda: (5).missing, lambda: "s".push, lambda: None.x,
          lambda: [].add, lambda: setattr(5, "x", 1), lambda: delattr(C(), "q"), lambda: (lambda: 0).nope):
    try:
        f()
    except AttributeError as e:
        print(e)  # expect: 'C' object has no attribute 'missing'
        # expect: type object 'C' has no attribute 'missing'
        # expect: 'int' object has no attribute 'missing'
        # expect: 'str' object has no attribute 'push'
        # expect: 'NoneType' object has no attribute 'x'
        # expect: 'list' object has no attribute 'add'
        # expect: 'int' object has no attribute 'x'
        # expect: 'C' object has no attribute 'q'
        # expect: 'function' object has no attribute 'nope'

def f(a, b: int = 1) -> str:
    "What it does."


f.calls = 3
print(f.__name__, f.__doc__, f.calls, f.__module__)  # expect: f What it does. 3 __main__
print(f.__annotations__, f.__defaults__)  # expect: {'b': <class 'int'>, 'return': <class 'str'>} (1,)


class C:
    def m(self):
        def inner():
            pass
        return inner


print(C.m.__qualname__, C().m().__qualname__)  # expect: C.m C.m.<locals>.inner

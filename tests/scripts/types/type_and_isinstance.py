print(type(1), type("a"), type(None), type([]), type(int), type(print), type(lambda: 0), type(range(1)))
# expect: <class 'int'> <class 'str'> <class 'NoneType'> <class 'list'> <class 'type'> <class 'builtin_function_or_method'> <class 'function'> <class 'range'>
print(isinstance(1, int), isinstance(True, int), isinstance("a", (int, str)), issubclass(bool, int), isinstance(1, object))
# expect: True True True True True
print(isinstance(1, int | str), type(1) is int, callable(print), callable(5), type(1.0).__name__)
# expect: True True True False float

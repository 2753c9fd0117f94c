def f(*args, **kwargs):
    return args, kwargs


print(f(*range(3), *{"a": 1}, *(x for x in "z")))  # expect: ((0, 1, 2, 'a', 'z'), {})
print(f(**{"a": 1}, b=2))  # expect: ((), {'a': 1, 'b': 2})


class Mapping:
    def keys(self):
        return ["k", "l"]

    def __getitem__(self, key):
        return key * 2


print(f(**Mapping()))  # expect: ((), {'k': 'kk', 'l': 'll'})

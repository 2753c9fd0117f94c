class Stack(list):
    def push(self, x):
        self.append(x)


class Defaults(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value


class Celsius(float):
    pass


s = Stack([1])
s.push(2)
print(s, len(s), isinstance(s, list), s == [1, 2], s[0])  # expect: [1, 2] 2 True True 1
d = Defaults(a=1)
print(d["a"], d["b"], d, d.get("zz"))  # expect: 1 bb {'a': 1, 'b': 'bb'} None
print(Celsius(1.5) + 1, type(Celsius(1.5) + 1).__name__)  # expect: 2.5 float

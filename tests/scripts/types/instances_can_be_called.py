class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, *args, **kwargs):
        return self.n + sum(args) + len(kwargs)


add = Adder(10)
print(add(1, 2, k=0), callable(add), list(map(Adder(1), [1, 2])))  # expect: 14 True [2, 3]

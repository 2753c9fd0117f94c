class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


print(list(Countdown(3)), sum(Countdown(4)), 2 in Countdown(3), max(Countdown(5)))
# expect: [3, 2, 1] 10 True 5
a, b = Countdown(2)
print(a, b, *Countdown(2))  # expect: 2 1 2 1

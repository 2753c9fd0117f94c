import sys


class Counter:
    def __init__(self, step):
        self.value = 0
        self.step = step

    def advance(self, by):
        self.value += self.step * by
        return self

    def get(self):
        return self.value


class Modular(Counter):
    def advance(self, by):
        self.value = (self.value + self.step * by) % 1000003
        return self


def work(n):
    plain, modular = Counter(1), Modular(7)
    for i in range(n):
        plain.advance(i)
        modular.advance(i).advance(1)
    return plain.get() + modular.get()


print(work(int(sys.argv[1])))

class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value)
        return self.swallow


with Manager("a") as a, Manager("b") as b:
    print(a, b)
# expect: enter a
# expect: enter b
# expect: A B
# expect: exit b None None
# expect: exit a None None
with Manager("c", swallow=True):
    raise ValueError("lost")
# expect: enter c
# expect: exit c ValueError lost
try:
    with (Manager("d") as d, Manager("e")):
        1 / 0
except ZeroDivisionError:
    print("out")
# expect: enter d
# expect: enter e
# expect: exit e ZeroDivisionError division by zero
# expect: exit d ZeroDivisionError division by zero
# expect: out

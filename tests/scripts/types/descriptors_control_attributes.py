class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, owner=None):
        return self if obj is None else getattr(obj, self.name, None)

    def __set__(self, obj, value):
        if value <= 0:
            raise ValueError(f"{self.name[1:]} must be positive")
        setattr(obj, self.name, value)


class Item:
    price = Positive()


i = Item()
i.price = 5
print(i.price, type(Item.price).__name__, i.__dict__)  # expect: 5 Positive {'_price': 5}
try:
    i.price = -1
except ValueError as e:
    print(e)  # expect: price must be positive

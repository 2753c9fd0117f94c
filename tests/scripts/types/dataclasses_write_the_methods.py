from dataclasses import dataclass, field


@dataclass
class Item:
    name: str
    price: float = 1.5
    tags: list = field(default_factory=list)

    def total(self, n):
        return self.price * n


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0


a = Item("pen", tags=["x"])
print(a, a == Item("pen", 1.5, ["x"]), a.total(4), Item("b").tags is Item("c").tags)
# expect: Item(name='pen', price=1.5, tags=['x']) True 6.0 False
print(Version(1, 2) < Version(1, 3), hash(Version(1)) == hash(Version(1, 0)))  # expect: True True
try:
    Version(1).major = 2
except Exception as e:
    print(type(e).__name__, e)  # expect: FrozenInstanceError cannot assign to field 'major'

C = type("C", (object,), {"x": 5, "get": lambda self: self.x})
print(C().get(), C.__name__, type(C), C)  # expect: 5 C <class 'type'> <class '__main__.C'>


class Meta(type):
    def __new__(mcs, name, bases, body):
        body["made_by"] = "Meta"
        return super().__new__(mcs, name, bases, body)


class D(metaclass=Meta):
    pass


print(D.made_by, type(D).__name__)  # expect: Meta Meta

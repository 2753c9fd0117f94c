class Temperature:
    count = 0

    def __init__(self, celsius):
        self._celsius = celsius
        Temperature.count += 1

    @classmethod
    def from_fahrenheit(cls, f):
        return cls((f - 32) * 5 / 9)

    @staticmethod
    def is_cold(c):
        return c < 10

    @property
    def celsius(self):
        "Degrees."
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError("too cold")
        self._celsius = value

    @celsius.deleter
    def celsius(self):
        print("deleted")

    @property
    def frozen(self):
        return self._celsius <= 0


t = Temperature.from_fahrenheit(212)
print(t.celsius, Temperature.is_cold(5), t.is_cold(50), Temperature.count)  # expect: 100.0 True False 1
t.celsius = -5
print(t.celsius, t.frozen)  # expect: -5 True
del t.celsius  # expect: deleted
try:
    t.celsius = -300
except ValueError as e:
    print(e)  # expect: too cold
try:
    t.frozen = True
except AttributeError as e:
    print(e)  # expect: property 'frozen' of 'Temperature' object has no setter

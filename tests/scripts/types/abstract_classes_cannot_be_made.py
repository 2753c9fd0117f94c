from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self):
        ...


class Square(Shape):
    def area(self):
        return 4


print(Square().area())  # expect: 4
try:
    Shape()
except TypeError as e:
    print(e)  # expect: Can't instantiate abstract class Shape with abstract method area

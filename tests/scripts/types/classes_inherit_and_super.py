class Animal:
    def __init__(self, name):
        self.name = name

    def speak(self):
        return f"{self.name} makes a sound"


class Dog(Animal):
    def __init__(self, name, tricks=()):
        super().__init__(name)
        self.tricks = list(tricks)

    def speak(self):
        return super().speak() + ": woof"


class Puppy(Dog):
    pass


p = Puppy("Rex", ["sit"])
print(p.speak(), p.tricks, isinstance(p, Animal), issubclass(Puppy, Dog), Puppy.__bases__, Puppy.__mro__)
# expect: Rex makes a sound: woof ['sit'] True True (<class '__main__.Dog'>,) (<class '__main__.Puppy'>, <class '__main__.Dog'>, <class '__main__.Animal'>, <class 'object'>)

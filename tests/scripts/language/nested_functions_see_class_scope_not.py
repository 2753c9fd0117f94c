x = "global"


class C:
    x = "class"
    y = x

    def get(self):
        return x


print(C.y, C().get(), C.x)  # expect: class global class
print([C.x for _ in range(1)])  # expect: ['class']

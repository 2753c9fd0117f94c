x = 1


def set_x():
    global x, y
    x = 2
    y = 3


def shadow():
    x = 10
    return x


set_x()
print(x, y, shadow(), x)  # expect: 2 3 10 2

def append(item, to=[]):
    to.append(item)
    return to


print(append(1), append(2))  # expect: [1, 2] [1, 2]
n = 1
def f(x=n):
    return x
n = 2
print(f())  # expect: 1

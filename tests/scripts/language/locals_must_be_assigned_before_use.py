x = 1


def f():
    print(x)
    x = 2


def g(flag):
    if flag:
        y = 1
    return y


try:
    f()
except UnboundLocalError as e:
    print(e)  # expect: cannot access local variable 'x' where it is not associated with a value
try:
    g(False)
except UnboundLocalError as e:
    print(e)  # expect: cannot access local variable 'y' where it is not associated with a value
try:
    undefined_name
except NameError as e:
    print(e)  # expect: name 'undefined_name' is not defined


def outer():
    def inner():
        return late
    try:
        inner()
    except NameError as e:
        print(e)
    late = 1
    return inner()


print(outer())
# expect: cannot access free variable 'late' where it is not associated with a value in enclosing scope
# expect: 1

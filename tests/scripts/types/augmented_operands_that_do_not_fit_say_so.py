x = 1
try:
    x += "a"
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for +=: 'int' and 'str'
x = "a"
try:
    x -= 1
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for -=: 'str' and 'int'
x = []
try:
    x += 1
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable

import math
import os.path
import math as m
from math import sqrt, pi as PI

print(math is m, sqrt(16), PI == math.pi)  # expect: True 4.0 True
print(os.path.join("a", "b"))  # expect: a/b


def f():
    from math import floor
    return floor(2.7)


print(f())  # expect: 2
try:
    import no_such_module
except ModuleNotFoundError as e:
    print(e)  # expect: No module named 'no_such_module'
try:
    from math import no_such_name
except ImportError as e:
    print(e)  # expect: cannot import name 'no_such_name' from 'math' (unknown location)

try:
    raise 5
except TypeError as e:
    print(e)  # expect: exceptions must derive from BaseException
try:
    raise ValueError from 3
except TypeError as e:
    print(e)  # expect: exception causes must derive from BaseException
try:
    try:
        raise ValueError
    except 5:
        pass
except TypeError as e:
    print(e)  # expect: catching classes that do not inherit from BaseException is not allowed

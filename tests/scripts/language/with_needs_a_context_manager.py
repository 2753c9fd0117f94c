try:
    with 5:
        pass
except TypeError as e:
    print(e)  # expect: 'int' object does not support the context manager protocol

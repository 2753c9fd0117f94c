try:
    raise ValueError("x")
except ValueError as e:
    kept = e
try:
    e
except NameError as problem:
    print(problem)  # expect: name 'e' is not defined
print(repr(kept))  # expect: ValueError('x')

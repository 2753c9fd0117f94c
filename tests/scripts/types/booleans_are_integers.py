print(True + True, True * 3, isinstance(True, int), True == 1, [10, 20][True], sum([True, False, True]))
# expect: 2 3 True True 20 2
print(bool([]), bool([0]), bool(""), bool(0.0), bool(None), bool("False"), bool())
# expect: False True False False False True False
print(True & False, True | False, True ^ True, ~True, type(True & True), type(True & 1))
# expect: False True False -2 <class 'bool'> <class 'int'>

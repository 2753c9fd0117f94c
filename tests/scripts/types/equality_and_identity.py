a = [1]
b = [1]
print(a == b, a is b, a is a, a != b, None is None, None == 0, "a" == 1, (1, "a") == (1, "a"))
# expect: True False True False True False False True
print(1 != 2, [] == (), {} == set(), {1: 2} == {1: 2.0}, {1, 2} == {2, 1}, frozenset([1]) == {1})
# expect: True False False True True True

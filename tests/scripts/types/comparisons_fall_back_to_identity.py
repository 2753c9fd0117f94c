class C:
    pass


a, b = C(), C()
print(a == b, a == a, a != b, a in [b, a], [a] == [a], hash(a) == hash(a))
# expect: False True True True True True
try:
    a < b
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'C' and 'C'

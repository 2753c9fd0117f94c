a = 1; b = 2
c = a + \
    b
d = (a +
     b +
     c)
e = [
    1,
    2,  # a comment
]
print(a, b, c, d, e)  # expect: 1 2 3 6 [1, 2]
s = ("one "
     "two " 'three')
print(s)  # expect: one two three

a = [1]
a.append(a)
print(a)  # expect: [1, [...]]
d = {1: a}
d[2] = d
print(d)  # expect: {1: [1, [...]], 2: {...}}
t = ([],)
t[0].append(t)
print(t)  # expect: ([(...)],)
d = {}
d[1] = d.values()
print(d)  # expect: {1: dict_values([...])}


class Node:
    pass


s = {1}
n = Node()
n.__class__.__repr__ = lambda self: repr(s)
s = {n}
print(s)  # expect: {set(...)}
print([a, a][0] is a)  # expect: True

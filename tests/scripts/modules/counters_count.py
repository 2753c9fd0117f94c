from collections import Counter

c = Counter("abracadabra")
print(c, c.most_common(2), c["z"], sorted(c.elements()), c.total())
print(c + Counter(a=1), c - Counter("ab"), c & Counter("abb"), c | Counter("zz"), -c, +c)
c.subtract("aaa")
c.update(b=3)
print(c, Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2))

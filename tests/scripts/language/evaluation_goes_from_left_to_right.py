def v(n):
    print(n, end=" ")
    return n


print(v(1) + v(2) * v(3))  # expect: 1 2 3 7
print([v(4), v(5)], {v(6): v(7)})  # expect: 4 5 6 7 [4, 5] {6: 7}
d = {}
d[v(1)] = v(2)
print()  # expect: 2 1 
(lambda *a, **k: print(a, k))(v(1), *[v(2)], x=v(3))  # expect: 1 2 3 (1, 2) {'x': 3}
print(v(1) < v(2) < v(3))  # expect: 1 2 3 True

a = [3, 1]
a.append(2)
a.extend((5, 4))
a.insert(0, 9)
a.insert(-1, 8)
a.insert(100, 7)
print(a, len(a))  # expect: [9, 3, 1, 2, 5, 8, 4, 7] 8
print(a.pop(), a.pop(0), a.pop(-2), a)  # expect: 7 9 8 [3, 1, 2, 5, 4]
a.remove(5)
print(a, a.index(2), a.count(1), 3 in a)  # expect: [3, 1, 2, 4] 2 1 True
a.reverse()
print(a, a.copy() is a)  # expect: [4, 2, 1, 3] False
a.clear()
print(a)  # expect: []

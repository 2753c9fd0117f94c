s = {3, 1, 2, 3}
s.add(1)
s.add(5)
print(len(s), sorted(s), 3 in s, 9 not in s)  # expect: 4 [1, 2, 3, 5] True True
s.discard(99)
s.remove(5)
print(s == {1, 2, 3}, s != {1}, {1} < s, s <= s, s > {1, 2}, s.issubset([1, 2, 3, 4]), s.isdisjoint({9}))
# expect: True True True True True True True
print(s | {4} == {1, 2, 3, 4}, s & {1, 9} == {1}, s - {1} == {2, 3}, s ^ {1, 9} == {2, 3, 9}, set(), {1})
# expect: True True True True set() {1}
s |= {7}
s &= {7, 1}
s -= {1}
print(s, s.pop(), s, sorted(set("hello")), len(frozenset([1, 1])), s.union([1], [2]) == {1, 2})
# expect: set() 7 set() ['e', 'h', 'l', 'o'] 1 True
try:
    s.remove("gone")
except KeyError as e:
    print(repr(e))  # expect: KeyError('gone')

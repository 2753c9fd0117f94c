t = (1, "a", (2, 3))
print(t, t[0], t[-1][1], t[1:], t + (4,), t * 2, len(t), "a" in t, t.index("a"), t.count(1), (1,), ())
# expect: (1, 'a', (2, 3)) 1 3 ('a', (2, 3)) (1, 'a', (2, 3), 4) (1, 'a', (2, 3), 1, 'a', (2, 3)) 3 True 1 1 (1,) ()
print({t: "value"}[(1, "a", (2, 3))], hash((1, 2)) == hash((1, 2)), (1, 2) < (1, 3), tuple("ab"), tuple([1]))
# expect: value True True ('a', 'b') (1,)
try:
    t[0] = 2
except TypeError as e:
    print(e)  # expect: 'tuple' object does not support item assignment
try:
    hash(([],))
except TypeError as e:
    print(e)  # expect: unhashable type: 'list'

def noisy(n):
    print("got", n)
    return n


g = (noisy(n) for n in range(3))
print("made")  # expect: made
print(next(g))  # expect: got 0
# expect: 0
print(sum(g))  # expect: got 1
# expect: got 2
# expect: 3
print(any(n > 1 for n in [0, 2, 5]), all(n for n in []))  # expect: True True
print(max(len(w) for w in ["a", "ccc", "bb"]))  # expect: 3

words = ["banana", "Apple", "cherry", "date", "fig"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True))
# expect: ['Apple', 'banana', 'cherry', 'date', 'fig'] ['Apple', 'banana', 'cherry', 'date', 'fig'] ['fig', 'date', 'Apple', 'banana', 'cherry'] ['banana', 'cherry', 'Apple', 'date', 'fig']
pairs = [(1, "b"), (0, "z"), (1, "a"), (0, "a")]
pairs.sort(key=lambda p: p[0])
print(pairs)  # expect: [(0, 'z'), (0, 'a'), (1, 'b'), (1, 'a')]
pairs.sort(reverse=True)
print(pairs, sorted({3: 1, 1: 2}), sorted("hello"), sorted([3, 1.5, True]))
# expect: [(1, 'b'), (1, 'a'), (0, 'z'), (0, 'a')] [1, 3] ['e', 'h', 'l', 'l', 'o'] [True, 1.5, 3]
try:
    sorted([1, "a"])
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'str' and 'int'

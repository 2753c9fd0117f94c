class Deck:
    def __init__(self, cards):
        self.cards = list(cards)

    def __len__(self):
        return len(self.cards)

    def __getitem__(self, i):
        return self.cards[i]

    def __setitem__(self, i, value):
        self.cards[i] = value

    def __delitem__(self, i):
        del self.cards[i]

    def __contains__(self, card):
        print("contains?")
        return card in self.cards


d = Deck("abcd")
print(len(d), d[0], d[-1], d[1:3], "c" in d, list(d), bool(Deck("")))  # expect: contains?
# expect: 4 a d ['b', 'c'] True ['a', 'b', 'c', 'd'] False
d[0] = "z"
del d[1]
print(d.cards, [c.upper() for c in d], list(reversed(d)))
# expect: ['z', 'c', 'd'] ['Z', 'C', 'D'] ['d', 'c', 'z']

words = ["abc", "ABC", "123", "a1", " ", "", "Title Case", "½", "_x1", "é"]
for w in words:
    print(repr(w), w.isalpha(), w.isdigit(), w.isalnum(), w.isspace(), w.isupper(), w.islower(), w.istitle(),
          w.isidentifier(), w.isnumeric(), w.isdecimal(), w.isascii())
          # expect: 'abc' True False True False False True False True False False True
          # expect: 'ABC' True False True False True False False True False False True
          # expect: '123' False True True False False False False False True True True
          # expect: 'a1' False False True False False True False True False False True
          # expect: ' ' False False False True False False False False False False True
          # expect: '' False False False False False False False False False False True
          # expect: 'Title Case' False False False False False False True False False False True
          # expect: '½' False False True False False False False False True False False
          # expect: '_x1' False False False False False True False True False False True
          # expect: 'é' True False True False False True False True False False False

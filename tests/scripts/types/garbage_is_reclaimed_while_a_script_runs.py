class Node:
    def __init__(self, next):
        self.next = next
        self.me = self


total = 0
for i in range(30000):
    chain = None
    for j in range(10):
        chain = Node(chain)
    text = "x" * (i % 50)
    d = {i: [chain, text]}
    total += len(d[i][1])
print(total)  # expect: 735000

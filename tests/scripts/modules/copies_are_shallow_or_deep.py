import copy


class Node:
    def __init__(self):
        self.items = [1]
        self.me = self


node = Node()
deep = copy.deepcopy(node)
print(deep.items is not node.items, deep.me is deep, copy.copy(node).items is node.items)
print(copy.deepcopy({"a": [1, (2, [3])]}), copy.copy([1]), copy.deepcopy((1, 2)))
loop = []
loop.append(loop)
other = copy.deepcopy(loop)
print(other[0] is other, other is not loop)

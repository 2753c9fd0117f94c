from enum import Enum


class Color(Enum):
    RED = 1
    GREEN = 2


print(Color.RED, Color.GREEN.name, Color.GREEN.value, Color(1) is Color.RED, [c.name for c in Color], repr(Color.RED))
# expect: Color.RED GREEN 2 True ['RED', 'GREEN'] <Color.RED: 1>

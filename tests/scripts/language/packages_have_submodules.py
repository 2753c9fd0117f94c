import _shapes.square
from _shapes import circle
from _shapes.square import area

print(_shapes.NAME, _shapes.square.area(3), circle.area(1), area(2))
# expect: shapes shapes: 9 shapes: 1 * pi shapes: 4

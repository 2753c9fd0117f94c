import _helper  # expect: importing _helper
import _helper as again
from _helper import double, VALUE

print(_helper.VALUE, double(4), VALUE, again is _helper, _helper.__name__)  # expect: 42 8 42 True _helper

finished = False
value = 1
import _imported_back

value = _imported_back.value + 1
finished = True

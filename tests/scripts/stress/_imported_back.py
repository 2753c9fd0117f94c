import _imported_in_a_circle

value = _imported_in_a_circle.value

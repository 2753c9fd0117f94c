# cpython: skip 3.11 does not have it
# discipline: on
import sys

print(sys._is_gil_enabled())  # expect: True

# cpython: skip 3.11 does not have the option
# discipline: off
# options: -X gil=1
import sys

print(sys._is_gil_enabled())  # expect: False

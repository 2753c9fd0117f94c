# cpython: skip 3.11 does not have it
# discipline: on
import sys

print(sys._is_gil_enabled())  # expect error: AttributeError: module 'sys' has no attribute '_is_gil_enabled'

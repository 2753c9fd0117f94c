# cpython: skip the option is minipy's
# options: --switch-interval 500us
import sys

print(sys.getswitchinterval())  # expect: 0.0005

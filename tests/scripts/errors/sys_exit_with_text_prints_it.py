import sys

try:
    sys.exit("something is wrong")
finally:
    print("finally")

import math
import sys


def do_math(start=0, num=10):
    pos = start
    k_sq = 1000 * 1000
    while pos < num:
        pos += 1
        math.sqrt((pos - k_sq) * (pos - k_sq))
    return pos


num = int(sys.argv[1])
print(int(do_math(0.0, num)))

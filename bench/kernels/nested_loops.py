import sys


def count(n):
    total = 0
    for i in range(n):
        for j in range(n):
            if (i ^ j) % 3 == 0:
                total += i * j % 7
    return total


print(count(int(sys.argv[1])))

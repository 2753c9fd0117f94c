import sys
from math import sqrt


def eval_a(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def multiply(v):
    return [sum(eval_a(i, j) * v[j] for j in range(len(v))) for i in range(len(v))]


def multiply_transposed(v):
    return [sum(eval_a(j, i) * v[j] for j in range(len(v))) for i in range(len(v))]


def main(n):
    u = [1.0] * n
    for _ in range(5):
        v = multiply_transposed(multiply(u))
        u = multiply_transposed(multiply(v))
    vbv = vv = 0.0
    for ue, ve in zip(u, v):
        vbv += ue * ve
        vv += ve * ve
    print("%.9f" % sqrt(vbv / vv))


main(int(sys.argv[1]))

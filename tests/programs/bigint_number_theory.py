"""Number theory with big integers: primes, RSA, pi, e, Collatz, perfect numbers, Roman numerals."""
from math import gcd, isqrt, comb, factorial, lcm
import random
import sys


def sieve(n):
    flags = bytearray([1]) * (n + 1)
    flags[:2] = b"\0\0"
    for i in range(2, isqrt(n) + 1):
        if flags[i]:
            flags[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, f in enumerate(flags) if f]


def is_probable_prime(n, rounds=12, rng=random.Random(1)):
    if n < 2:
        return False
    for p in sieve(50):
        if n % p == 0:
            return n == p
    d, r = n - 1, 0
    while not d & 1:
        d >>= 1
        r += 1
    for _ in range(rounds):
        x = pow(rng.randrange(2, n - 1), d, n)
        if x in (1, n - 1):
            continue
        for _ in range(r - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def egcd(a, b):
    if not b:
        return a, 1, 0
    g, x, y = egcd(b, a % b)
    return g, y, x - a // b * y


def factor(n):
    f, p = {}, 2
    while p * p <= n:
        while n % p == 0:
            f[p] = f.get(p, 0) + 1
            n //= p
        p += 1 + (p > 2)
    if n > 1:
        f[n] = 1
    return f


def pi_digits():
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2



def _roman(n, pairs=tuple(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
                              "M CM D CD C XC L XL X IX V IV I".split()))):
    out = []
    for value, sym in pairs:
        count, n = divmod(n, value)
        out.append(sym * count)
    return "".join(out)


primes = sieve(100)
print(len(primes), primes[-5:], len(sieve(10_000)))
mersenne = [p for p in primes if is_probable_prime(2 ** p - 1)]
print("Mersenne exponents", mersenne)
print("perfect", [2 ** (p - 1) * (2 ** p - 1) for p in mersenne[:5]])
p, q = 2 ** 89 - 1, 2 ** 107 - 1
n, phi, e = p * q, (p - 1) * (q - 1), 65537
d = pow(e, -1, phi)
message = int.from_bytes(b"attack at dawn", "big")
cipher = pow(message, e, n)
print(cipher, pow(cipher, d, n).to_bytes(14, "big"))
print(egcd(240, 46), gcd(2 ** 100, 6 ** 50) == 2 ** 50, lcm(*range(1, 31)))
print({k: factor(k) for k in (97, 360, 1001, 2 ** 31 - 1, 600851475143)})
gen = pi_digits()
print("pi", "".join(str(next(gen)) for _ in range(60)))
print(factorial(50), sum(map(int, str(factorial(100)))), comb(100, 50))
print(f"{2 ** 200:_}", f"{2 ** 64:x}", (2 ** 521 - 1).bit_length(), (10 ** 30).bit_count())
print([_roman(y) for y in (1994, 2024, 3999)])
print(hex(-255), oct(8), bin(10), int("zz", 36), int("0b101", 0), -7 // 2, -7 % 3, divmod(-2 ** 70, 12345))
print(round(2.5), round(-3.5), round(1234567, -3), round(2.675, 2), 10 ** -2, 7.0 // 2, 2 ** 0.5)
print(isqrt(10 ** 40), int(1e23), float(2 ** 53 + 1), 1e308 * 10, sys.maxsize, 3 .__add__(4))
try:
    float(10 ** 400)
except OverflowError as e:
    print(e)
print(all(pow(a, 561 - 1, 561) == 1 for a in range(2, 561) if gcd(a, 561) == 1), is_probable_prime(561))
print((0.1 + 0.2).hex(), (0.1).as_integer_ratio(), float.fromhex("0x1.8p3"), (-8) ** (1 / 3))

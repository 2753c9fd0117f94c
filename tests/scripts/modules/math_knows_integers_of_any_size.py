import math

print(math.factorial(30), math.comb(100, 50), math.perm(20, 5), math.perm(5))
print(math.gcd(2**100, 6**50) == 2**50, math.gcd(), math.gcd(-12, 18), math.lcm(4, 6, 10), math.lcm(0, 5))
print(math.isqrt(10**40), math.isqrt(10**40 - 1), math.prod([1, 2, 3], start=10), math.prod([]))
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.floor(1e20), math.ceil(7))
print(math.log(10**400), math.log2(2**2000), math.log10(10**500), math.log(8, 2))
print(math.fsum([0.1] * 10), math.hypot(3, 4), math.hypot(1, 2, 2), math.dist((1, 2), (4, 6)))
print(math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 2), math.copysign(1, -0.0), math.fmod(-7, 3), math.remainder(7, 4))
print(math.modf(-2.5), math.frexp(8.0), math.ldexp(0.5, 4), math.nextafter(1.0, 2.0), math.ulp(1.0))
print(math.pi, math.e, math.tau, math.inf, math.nan, math.degrees(math.pi), math.radians(180), math.cbrt(27))

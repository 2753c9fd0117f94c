import math

print(math.sqrt(2), math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), math.factorial(20), math.gcd(12, 18))
# expect: 1.4142135623730951 -2 2 -1 2432902008176640000 6
print(math.pi, math.e, math.inf, math.isnan(math.nan), math.sin(0), math.cos(0), math.log(math.e), math.log10(1000))
# expect: 3.141592653589793 2.718281828459045 inf True 0.0 1.0 1.0 3.0
print(math.log2(8), math.exp(1), math.pow(2, 10), math.hypot(3, 4), math.fabs(-2), math.atan2(1, 1), math.isqrt(17))
# expect: 3.0 2.718281828459045 1024.0 5.0 2.0 0.7853981633974483 4
print(math.comb(5, 2), math.prod([1, 2, 3]), math.fmod(-7, 3), math.copysign(1, -0.0), math.isclose(0.1 + 0.2, 0.3))
# expect: 10 6 -1.0 -1.0 True
for bad in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.sqrt("x"), lambda: math.factorial(-1)):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(e)  # expect: math domain error
        # expect: math domain error
        # expect: must be real number, not str
        # expect: factorial() not defined for negative values

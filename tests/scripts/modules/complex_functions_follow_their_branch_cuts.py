import cmath

functions = [cmath.sqrt, cmath.exp, cmath.log, cmath.log10, cmath.sin, cmath.cos, cmath.tan, cmath.sinh, cmath.cosh, cmath.tanh,
             cmath.asin, cmath.acos, cmath.atan, cmath.asinh, cmath.acosh, cmath.atanh]
for z in (1 + 2j, -0.5 + 0.25j, -3 + 0j, complex(-3, -0.0), 0.3j, 2, 1e-5 - 1e-5j):
    print(z, [f"{w.real:.12g} {w.imag:.12g}" for w in (f(z) for f in functions)])
print(cmath.sqrt(-4), cmath.phase(-1 + 0j), cmath.polar(3 + 4j), cmath.rect(2, 0), cmath.log(8, 2), cmath.exp(0))
print(cmath.isclose(1 + 1j, 1 + 1.0000000001j), cmath.isnan(cmath.nanj), cmath.isinf(cmath.infj), cmath.isfinite(1j), cmath.tau, cmath.inf)
for call in (lambda: cmath.log(0), lambda: cmath.exp(1000), lambda: cmath.sqrt("x"), lambda: cmath.atanh(1), lambda: cmath.cosh(1e5)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)

name, n, pi = "Ann", 42, 3.14159
print(f"{name} {n} {pi:.2f} {n * 2} {name.upper()} {'in' if n else 'out'} {[1, 2][0]} {{braces}}")
# expect: Ann 42 3.14 84 ANN in 1 {braces}
print(f"{name!r} {name!s} {'é'!a} {name!r:>8} {n=} {n + 1 = } {pi=:.1f} {name=!s}")
# expect: 'Ann' Ann '\xe9'    'Ann' n=42 n + 1 = 43 pi=3.1 name=Ann
width, precision = 10, 3
print(f"{pi:{width}.{precision}f}|{name:>{width}}|{n:0{width}d}")  # expect:      3.142|       Ann|0000000042
print(f"{n:,} {1234567.891:,.1f} {1234567:_} {0.256:.1%} {2 ** 40:e}")
# expect: 42 1,234,567.9 1_234_567 25.6% 1.099512e+12
print(f'{f"{n}" + "!"}' f" and {lambda_(3) if False else 'lazy'}", rf"\n{n}")  # expect: 42! and lazy \n42
print(f"{'a' 'b'}{(lambda x: x * 2)(4)}{ {'k': 1}['k'] }")  # expect: ab81

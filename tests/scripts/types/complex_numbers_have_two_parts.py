z = 3 + 4j
print(z, z.real, z.imag, abs(z), z.conjugate())
print(1j, -1j, 1 + 0j, complex(-0.0, 1), complex(1e20, -0.5))
print((1 + 2j) * (3 - 1j), (1 + 2j) / (3 - 1j), 1j ** 2, (2 + 1j) ** -1)
print(1j == 1j, 1 + 0j == 1, 1j != 1, bool(0j), hash(2 + 0j) == hash(2))
print(complex("1+2j"), complex(" ( -j ) "), complex(1), complex(imag=2), complex("1e3"))
print(f"{z:.2f} {z:>12} {1j:g} {z:+.1e}")
for make in (lambda: complex("1 + 2j"), lambda: complex("1", 2), lambda: complex([]),
             lambda: z / 0, lambda: 0j ** -1, lambda: z < 1, lambda: z // 2, lambda: f"{z:05}"):
    try:
        make()
    except Exception as e:
        print(type(e).__name__, e)

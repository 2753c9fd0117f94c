import secrets

print(len(secrets.token_bytes(16)), len(secrets.token_hex(8)), len(secrets.token_urlsafe(32)))
print(secrets.choice([7]), 0 <= secrets.randbelow(10) < 10, secrets.randbits(8) < 256)
print(secrets.compare_digest("same", "same"), secrets.compare_digest(b"a", b"b"))
print(len({secrets.token_hex() for _ in range(50)}))

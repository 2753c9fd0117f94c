import uuid

print(uuid.uuid5(uuid.NAMESPACE_DNS, "example.org"), uuid.uuid3(uuid.NAMESPACE_URL, "http://example.org"))
u = uuid.UUID("12345678123456781234567812345678")
print(u, u.hex, u.int, u.bytes, u.version, u.variant, u.fields, u.urn, repr(u))
print(uuid.UUID(int=5), uuid.UUID(bytes=b"a" * 16), sorted([uuid.UUID(int=2), uuid.UUID(int=1)]))
random = uuid.uuid4()
print(random.version, random != uuid.uuid4(), len(str(random)), uuid.uuid1().version)
try:
    uuid.UUID("nonsense")
except ValueError as error:
    print(error)

import hashlib

for name in ("sha512_224", "sha512_256", "SHA512_256", "sha3_256", "sha256"):
    digest = hashlib.new(name, b"words")
    print(digest.name, digest.digest_size, digest.hexdigest()[:16], name.lower() in hashlib.algorithms_available)
# expect: sha512_224 28 121fbaa76e54d867 True
# expect: sha512_256 32 fafcef9ff4de7223 True
# expect: sha512_256 32 fafcef9ff4de7223 True
# expect: sha3_256 32 fbc976924c8f0549 True
# expect: sha256 32 dba36bffa5cab0f9 True
for name in ("sha3_256", "sha512_256"):
    print(hashlib.pbkdf2_hmac(name, b"pass", b"salt", 3).hex()[:16])
# expect: 6229cdc2ce090ed4
# expect: 4a12e6c9361be951
for name in ("sha999", "sha512_", "not there"):
    try:
        hashlib.new(name)
    except ValueError as error:
        print(error)
# expect: unsupported hash type sha999
# expect: unsupported hash type sha512_
# expect: unsupported hash type not there

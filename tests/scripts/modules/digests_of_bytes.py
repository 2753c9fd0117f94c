import hashlib
import threading

for name in sorted(hashlib.algorithms_guaranteed):
    h = hashlib.new(name, b"hello")
    arguments = (16,) if name.startswith("shake") else ()
    print(name, h.name, h.digest_size, h.block_size, h.hexdigest(*arguments))
h = hashlib.sha256()
h.update(b"hel")
other = h.copy()
h.update(bytearray(b"lo"))
print(h.hexdigest() == hashlib.sha256(b"hello").hexdigest(), other.hexdigest()[:16], h.digest()[:4])
print(hashlib.blake2b(b"x", digest_size=8, key=b"k", salt=b"s", person=b"p").hexdigest(), hashlib.blake2s(digest_size=4).hexdigest())
print(hashlib.blake2b(b"a" * 300, fanout=2, depth=2, leaf_size=4096, node_offset=1, inner_size=64, last_node=True).hexdigest()[:32])
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1000).hex()[:32], hashlib.scrypt(b"pw", salt=b"na", n=16, r=1, p=1, dklen=8).hex())
for call in (lambda: hashlib.new("nothing"), lambda: hashlib.md5("text"), lambda: hashlib.sha1(5), lambda: hashlib.blake2b(key=b"x" * 65)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)

# Threads that feed one hash: every update is whole.
shared = hashlib.sha1()
threads = [threading.Thread(target=lambda: [shared.update(b"x" * 5000) for _ in range(50)]) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(shared.hexdigest() == hashlib.sha1(b"x" * 1000000).hexdigest())

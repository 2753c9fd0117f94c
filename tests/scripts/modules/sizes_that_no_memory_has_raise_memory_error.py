import array
import hashlib
import os
import random
import socket
import struct

a, b = socket.socketpair()
b.send(b"still there")
reading, writing = os.pipe()
null = os.open("/dev/zero", os.O_RDONLY)
for size in (2**47, 2**62):  # no process has so many addresses
    for call in (
        lambda: bytes(size), lambda: bytearray(size), lambda: (1).to_bytes(size, "big"),
        lambda: b"x" * size, lambda: "x" * size, lambda: [None] * size, lambda: (None,) * size,
        lambda: "x".ljust(size), lambda: "x".center(size, "\u2026"), lambda: "1".zfill(size), lambda: b"x".rjust(size),
        lambda: b"1".zfill(size), lambda: f"{1:{size}}", lambda: "%*d" % (size, 1),
        lambda: hashlib.shake_128().digest(size), lambda: hashlib.shake_256().hexdigest(size),
        lambda: struct.pack(f"{size}x"), lambda: struct.Struct(f"{size}x").pack(),
        lambda: a.recv(size), lambda: a.recvfrom(size),
        lambda: os.pread(null, size, 0), lambda: os.read(null, size), lambda: os.urandom(size),
        lambda: random.randbytes(size // 8),
        lambda: array.array("b", [1]) * size, lambda: array.array("d", [1]).__imul__(size // 8),
    ):
        try:
            call()
        except (MemoryError, OverflowError, ValueError):
            pass
        else:
            print("there was memory")


# No size is too small.
class Text(str):
    pass


print(Text("abc").ljust(-2**62), Text("abc").center(0), "abc".zfill(-5), f"{'abc':1}", b"abc".rjust(-2**62), "%-1d" % 3)
# expect: abc abc abc abc b'abc' 3
print(a.recv(100))  # expect: b'still there'

# What is too large by another rule says so.
for call in (lambda: struct.pack_into(f"{2**45}x", bytearray(3), 0), lambda: hashlib.pbkdf2_hmac("sha1", b"", b"", 1, 2**45)):
    try:
        call()
    except (struct.error, OverflowError) as error:
        print(type(error).__name__, error)
# expect: error pack_into requires a buffer of at least 35184372088832 bytes for packing 35184372088832 bytes at offset 0 (actual buffer size is 3)
# expect: OverflowError key length is too great.
for open_one in (reading, writing, null):
    os.close(open_one)

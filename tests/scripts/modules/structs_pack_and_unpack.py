import struct

print(struct.pack("<bBhHiIqQ", -1, 255, -2, 65535, -3, 4, -5, 6).hex(), struct.calcsize("bhiq"), struct.calcsize("<bhiq"))
print(struct.unpack(">hI?", b"\xff\xfe\x00\x00\x01\x00\x01"), struct.pack("!d", 1.5).hex(), struct.pack("<f", 0.1).hex())
print(struct.pack("5s3p2xc", b"abc", b"hello", b"z"), struct.unpack("5s3p2xc", b"abc\0\0\x02he\0\0z"))
print(struct.unpack("<3e", struct.pack("<3e", 1.5, -0.1, 65504.0)), struct.pack("b0i", 1), struct.unpack("<2h", b"\1\0\2\0"))
s = struct.Struct("<Hi")
print(s.size, s.format, s.unpack_from(b"xx\1\0\2\0\0\0", 2), list(s.iter_unpack(s.pack(1, 2) + s.pack(3, 4))))
buffer = bytearray(10)
s.pack_into(buffer, 1, 7, 8)
print(buffer)
for call in (lambda: struct.pack("b", 200), lambda: struct.pack("<H", -1), lambda: struct.pack("i", "x"), lambda: struct.pack("ii", 1),
             lambda: struct.pack("f", "x"), lambda: struct.pack("<f", 1e300), lambda: struct.pack("z"), lambda: struct.pack("c", b"ab"),
             lambda: struct.pack("s", 1), lambda: struct.pack("Q", -1), lambda: struct.pack("i", 1 << 40), lambda: struct.unpack("i", b"123"),
             lambda: struct.unpack_from("i", b"12345", 2), lambda: struct.pack_into("i", bytearray(3), 0, 1), lambda: list(struct.iter_unpack("i", b"12345")),
             lambda: struct.calcsize("3"), lambda: struct.Struct(1)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)

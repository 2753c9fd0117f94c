b = b"abc\x00\xff\n"
print(b, len(b), b[0], b[1:3], list(b[:3]), b"a" in b, 97 in b, b + b"!", b * 2)
# expect: b'abc\x00\xff\n' 6 97 b'bc' [97, 98, 99] True True b'abc\x00\xff\n!' b'abc\x00\xff\nabc\x00\xff\n'
print("é☃".encode(), "é☃".encode("utf-8").decode(), bytes([65, 66]), bytes(3), b"a,b".split(b","), b"ab".hex())
# expect: b'\xc3\xa9\xe2\x98\x83' é☃ b'AB' b'\x00\x00\x00' [b'a', b'b'] 6162
print(b"x" == "x", b"a" < b"b", b'it\'s', bytes("hi", "ascii"), b"Hi".upper(), b"abc".find(b"c"))
# expect: False True b"it's" b'hi' b'HI' 2

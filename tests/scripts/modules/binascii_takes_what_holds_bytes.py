import array
import binascii


class Pretender:
    def tobytes(self):
        raise RuntimeError("nobody may ask")


for data in (b"\1\2", bytearray(b"\1\2"), memoryview(b"\0\1\2")[1:], array.array("B", [1, 2]), array.array("h", [0x201])):
    print(binascii.hexlify(data), binascii.b2a_base64(data), binascii.crc32(data))
# expect: b'0102' b'AQI=\n' 3066839698
# expect: b'0102' b'AQI=\n' 3066839698
# expect: b'0102' b'AQI=\n' 3066839698
# expect: b'0102' b'AQI=\n' 3066839698
# expect: b'0102' b'AQI=\n' 3066839698
for data in (Pretender(), "text", 3, None, [1, 2]):
    try:
        binascii.hexlify(data)
    except TypeError as error:
        print(error)
# expect: a bytes-like object is required, not 'Pretender'
# expect: a bytes-like object is required, not 'str'
# expect: a bytes-like object is required, not 'int'
# expect: a bytes-like object is required, not 'NoneType'
# expect: a bytes-like object is required, not 'list'

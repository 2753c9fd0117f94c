import base64
import binascii

print(base64.b64encode(b"Hello, World!"), base64.b64decode("SGVsbG8="), base64.urlsafe_b64encode(b"\xfb\xff\xfe"))
print(base64.b32encode(b"abc"), base64.b32decode("MFRGG==="), base64.b16encode(b"\x01\xab"), base64.b85encode(b"some text"))
print(base64.b85decode(b"W^Zp|VR8"), base64.a85encode(b"test"), base64.encodebytes(b"x" * 60), base64.standard_b64decode(b"YQ=="))
for wrong in (lambda: base64.b64decode("YQ"), lambda: base64.b64decode("Y"), lambda: base64.b64decode("a$b=", validate=True),
              lambda: base64.b64encode("text"), lambda: base64.b16decode("0g"), lambda: base64.b32decode("1")):
    try:
        print(wrong())
    except (binascii.Error, TypeError) as error:
        print(type(error).__name__, error)
print(binascii.hexlify(b"\x00\xff"), binascii.unhexlify("00FF"), binascii.crc32(b"hello"), binascii.hexlify(b"abcd", "-", 2))
print(binascii.crc_hqx(b"hello", 0), binascii.b2a_uu(b"uu text"), binascii.a2b_uu(b"'=74@=&5X=`\n"), binascii.crc32(b"lo", binascii.crc32(b"hel")))
for wrong in (lambda: binascii.unhexlify("0"), lambda: binascii.unhexlify("zz"), lambda: binascii.a2b_base64("ä")):
    try:
        print(wrong())
    except ValueError as error:
        print(type(error).__name__, error)

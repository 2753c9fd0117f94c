# A memoryview of an array reads and writes the array's own items, and so does whatever takes bytes.
import io
import struct
import binascii
from array import array

a = array("i", [1, 2, 3, -4])
view = memoryview(a)
print(view.format, view.itemsize, view.nbytes, len(view), view.shape, view.strides, view.readonly, view.obj is a)
print(view.tolist(), view[3], view[-1], view[1:3].tolist(), view[::-1].tolist())
view[0] = 7
a[1] = 8
print(a, view.tolist())
view[2:] = array("i", [30, 40])
print(a)
for bad in ("x", 2**31, 1.5):
    try:
        view[0] = bad
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)

window = view.cast("B")
print(window.format, len(window), bytes(window[:4]), window[4])
window[4] = 255
print(a[1], window.cast("h").tolist())
print(view == a, view == array("i", a), view == array("l", a), memoryview(array("B", b"xy")) == b"xy")

for code in "bBhHiIlLqQfd":
    of_code = memoryview(array(code, [1, 2]))
    print(code, of_code.format, of_code.itemsize, of_code.tolist())
print(memoryview(array("f", [1.5])).cast("B").tobytes(), memoryview(array("d", [1.5])).tobytes())
single = array("f", [0])
memoryview(single)[0] = 1e300
print(single)

text = memoryview(array("u", "ab"))
print(text.format, text.itemsize, text.tobytes())
try:
    text[0]
except NotImplementedError as error:
    print(error)

# As bytes.
b = array("h", [1, 258])
print(bytes(b), bytearray(b), b"".join([b, b"!"]), b"<" + b, hasattr(b, "__bytes__"))
print(b.tobytes() == b, bytearray(b"\1\0\2\1") == b, binascii.crc32(b) == binascii.crc32(b.tobytes()))
print(int.from_bytes(b, "little"), struct.unpack("<hh", b), int(array("B", b"42")), float(array("B", b" 4.5 ")))
print(str(array("B", b"text"), "ascii"), b"a-b".split(array("B", b"-")))
b.frombytes(array("B", [3, 0]))
print(b)
try:
    b.frombytes(array("h", [3]))
except TypeError as error:
    print(error)

# Written into.
target = array("B", bytes(8))
struct.pack_into("<hi", target, 1, 2, -1)
print(target)
struct.pack_into("<h", memoryview(target)[6:], 0, 513)
print(target)
print(io.BytesIO(b"hello").readinto(target), target)
wide = array("i", [0, 0])
print(io.BytesIO(bytes(range(8))).readinto(wide), wide)
print(io.BytesIO(b"xyz").readinto(memoryview(target)[5:]), target)
file = io.BytesIO()
print(file.write(array("h", [1, 2])), file.getvalue())
for immutable in (b"....", memoryview(b"....")):
    try:
        struct.pack_into("<h", immutable, 0, 1)
    except TypeError as error:
        print(error)
    try:
        io.BytesIO(b"x").readinto(immutable)
    except TypeError as error:
        print(error)

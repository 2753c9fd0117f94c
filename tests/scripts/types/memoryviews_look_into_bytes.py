data = bytearray(b"abcdef")
view = memoryview(data)
print(view[0], view[-1], len(view), view.nbytes, view.readonly)     # expect: 97 102 6 6 False
print(view.format, view.itemsize, view.ndim, view.shape, view.strides)  # expect: B 1 1 (6,) (1,)
part = view[1:4]
part[0] = ord("X")
print(data, bytes(part), part.tolist())     # expect: bytearray(b'aXcdef') b'Xcd' [88, 99, 100]
view[4:6] = b"yz"
print(data, view[::2].tobytes(), view[::-1].tobytes())  # expect: bytearray(b'aXcdyz') b'acy' b'zydcXa'
print(view == data, view == b"aXcdyz", part == view[1:4], view == "x")   # expect: True True True False
print(list(part), 99 in part, part.hex(), part.hex("-"))      # expect: [88, 99, 100] True 586364 58-63-64
print(b"".join([part, view[:1]]), b"<" + part, bytes(part).find(b"c"))  # expect: b'Xcda' b'<Xcd' 1
words = memoryview(b"\x01\x00\x02\x00\xff\xff").cast("H")
print(words.tolist(), words[1], words.itemsize, words.cast("B").nbytes)     # expect: [1, 2, 65535] 2 2 6
print(memoryview(bytearray(8)).cast("d")[0], memoryview(b"\x80").cast("b")[0])  # expect: 0.0 -128
signed = memoryview(bytearray(4)).cast("i")
signed[0] = -2
print(signed.tobytes(), signed.obj)     # expect: b'\xfe\xff\xff\xff' bytearray(b'\xfe\xff\xff\xff')
print(hash(memoryview(b"ab")) == hash(b"ab"), memoryview(b"ab").toreadonly().readonly)   # expect: True True
match memoryview(b"xy"):
    case [a, b]:
        print(a, b)     # expect: 120 121
with memoryview(b"abc") as window:
    print(window[1])    # expect: 98
for wrong in (
    lambda: window[0],
    lambda: memoryview("text"),
    lambda: memoryview(5),
    lambda: view[10],
    lambda: view["a"],
    lambda: view.__setitem__(0, 256),
    lambda: view.__setitem__(0, "x"),
    lambda: view.__setitem__(slice(0, 2), b"x"),
    lambda: memoryview(b"ab").__setitem__(0, 1),
    lambda: view.__delitem__(0),
    lambda: hash(view),
    lambda: memoryview(b"abc").cast("H"),
    lambda: memoryview(b"abc").cast("z"),
    lambda: words.cast("i"),
    lambda: view[::2].cast("b"),
    lambda: type("V", (memoryview,), {}),
):
    try:
        print(wrong())
    except (TypeError, ValueError, IndexError) as error:
        print(type(error).__name__, error)
# expect: ValueError operation forbidden on released memoryview object
# expect: TypeError memoryview: a bytes-like object is required, not 'str'
# expect: TypeError memoryview: a bytes-like object is required, not 'int'
# expect: IndexError index out of bounds on dimension 1
# expect: TypeError memoryview: invalid slice key
# expect: ValueError memoryview: invalid value for format 'B'
# expect: TypeError memoryview: invalid type for format 'B'
# expect: ValueError memoryview assignment: lvalue and rvalue have different structures
# expect: TypeError cannot modify read-only memory
# expect: TypeError cannot delete memory
# expect: ValueError cannot hash writable memoryview object
# expect: TypeError memoryview: length is not a multiple of itemsize
# expect: ValueError memoryview: destination format must be a native single character format prefixed with an optional '@'
# expect: TypeError memoryview: cannot cast between two non-byte formats
# expect: TypeError memoryview: casts are restricted to C-contiguous views
# expect: TypeError type 'memoryview' is not an acceptable base type

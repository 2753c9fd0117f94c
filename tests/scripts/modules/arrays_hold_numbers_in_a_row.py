from array import array, typecodes

a = array("i", [1, 2, 3])
a.append(4)
a.extend([5, 6])
a.insert(0, 0)
print(a, len(a), a[1], a[-1], a[1:3], a[::-2], a.pop(), a.pop(0), a.index(3), a.count(4), 5 in a, list(a))
a[0] = 10
a[1:3] = array("i", [20, 30, 40])
del a[-1]
a.reverse()
a.remove(40)
print(a, a.tobytes().hex(), a.itemsize, a.typecode, typecodes, a + a, a * 2, a == array("d", a), a < array("i", [99]))
b = array("d")
b.frombytes(array("d", [1.5, -2]).tobytes())
print(b, b.tolist(), array("u", "héllo").tounicode(), array("B", b"ab"), array("f", [0.1])[0], array("h", [1, 2]).buffer_info()[1])
b.byteswap()
b.byteswap()
print(b, bytes(array("B", [65, 66])))
for call in (lambda: array("z"), lambda: array("b", [200]), lambda: array("i", "x"), lambda: a.append(1.5), lambda: a[99], lambda: a.remove(-1),
             lambda: array("i").pop(), lambda: a.frombytes(b"abc"), lambda: a + [1], lambda: array("H", [-1])):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)

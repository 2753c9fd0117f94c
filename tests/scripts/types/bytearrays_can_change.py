a = bytearray(b"hello")
a[0] = 72
a.append(33)
a += b" you"
print(a, len(a), a[0], a[-3:], bytes(a))
a[1:5] = b"i"
print(a)
a[::2] = b"....."[: len(a[::2])]
print(a)
del a[1:3]
print(a, a.pop(), a.pop(0))
a.extend([1, 2, 255])
a.insert(0, 48)
a.remove(255)
a.reverse()
print(a, list(a[:2]), 48 in a, b"." in a)
a *= 2
print(a, a.find(b"\x02"), a.count(b"."))
a.clear()
print(a, bytearray(3), bytearray("é", "utf-8"), bytearray([1, 2]), a == b"")
sieve = bytearray([1]) * 50
sieve[0:2] = b"\0\0"
for i in range(2, 8):
    if sieve[i]:
        sieve[i * i::i] = bytes(len(range(i * i, 50, i)))
print([i for i in range(50) if sieve[i]])
for change in (lambda: a.append(256), lambda: a.append("x"), lambda: a.pop(), lambda: a.remove(1),
               lambda: a.__setitem__(0, 1), lambda: hash(a), lambda: a + "x", lambda: bytearray("x"),
               lambda: bytearray(1.5), lambda: sieve.__setitem__(slice(0, 4, 2), b"x")):
    try:
        change()
    except Exception as e:
        print(type(e).__name__, e)

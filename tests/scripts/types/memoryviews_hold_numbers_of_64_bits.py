view = memoryview(bytearray(16)).cast("Q")
view[0], view[1] = 2**63, 2**64 - 1
print(view.tolist(), view.tobytes()[:8])  # expect: [9223372036854775808, 18446744073709551615] b'\x00\x00\x00\x00\x00\x00\x00\x80'
for letter in "QLN":
    wide = memoryview(bytearray(8)).cast(letter)
    wide[0] = 2**63 + 5
    for wrong in (-1, 2**64, -2**70, 2**200):
        try:
            wide[0] = wrong
        except ValueError as error:
            print(error, end="; ")
    print(wide[0])
# expect: memoryview: invalid value for format 'Q'; memoryview: invalid value for format 'Q'; memoryview: invalid value for format 'Q'; memoryview: invalid value for format 'Q'; 9223372036854775813
# expect: memoryview: invalid value for format 'L'; memoryview: invalid value for format 'L'; memoryview: invalid value for format 'L'; memoryview: invalid value for format 'L'; 9223372036854775813
# expect: memoryview: invalid value for format 'N'; memoryview: invalid value for format 'N'; memoryview: invalid value for format 'N'; memoryview: invalid value for format 'N'; 9223372036854775813
signed = memoryview(bytearray(8)).cast("q")
signed[0] = -2**63
try:
    signed[0] = 2**63
except ValueError as error:
    print(error, signed[0])  # expect: memoryview: invalid value for format 'q' -9223372036854775808
small = memoryview(bytearray(4)).cast("I")
for value in (2**32 - 1, 2**32, -1):
    try:
        small[0] = value
    except ValueError as error:
        print(error)
# expect: memoryview: invalid value for format 'I'
# expect: memoryview: invalid value for format 'I'
print(small[0])  # expect: 4294967295

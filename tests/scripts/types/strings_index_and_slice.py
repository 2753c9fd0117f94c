s = "héllo wörld ☃ 𝄞"
print(len(s), s[1], s[-1], s[12], s[:5], s[6:11], s[::-1], s[::3], s[20:], s[-3:])
# expect: 15 é 𝄞 ☃ héllo wörld 𝄞 ☃ dlröw olléh hlwl☃  ☃ 𝄞
for ch in "añ𝄞":
    print(ch, ord(ch))  # expect: a 97
    # expect: ñ 241
    # expect: 𝄞 119070
try:
    s[99]
except IndexError as e:
    print(e)  # expect: string index out of range
try:
    s["a"]
except TypeError as e:
    print(e)  # expect: string indices must be integers, not 'str'
try:
    s[0] = "x"
except TypeError as e:
    print(e)  # expect: 'str' object does not support item assignment

print("é\n☃\t\\😀'\x00".encode("unicode_escape"))    # expect: b"\\xe9\\n\\u2603\\t\\\\\\U0001f600'\\x00"
print("é\n☃😀".encode("raw-unicode-escape"))          # expect: b'\xe9\n\\u2603\\U0001f600'
print(rb"\u2603\n\x41\101\U0001f600\'".decode("unicode_escape"))
# expect: ☃
# expect: AA😀'
print(b"\\u2603\\n\xe9\\\\u0041".decode("raw_unicode_escape"))  # expect: ☃\né\\u0041
for wrong in (rb"\x4", rb"\u12", rb"\U00110000", b"\\"):
    try:
        wrong.decode("unicode_escape")
    except UnicodeDecodeError as error:
        print(error)
# expect: 'unicodeescape' codec can't decode bytes in position 0-2: truncated \xXX escape
# expect: 'unicodeescape' codec can't decode bytes in position 0-3: truncated \uXXXX escape
# expect: 'unicodeescape' codec can't decode bytes in position 0-9: illegal Unicode character
# expect: 'unicodeescape' codec can't decode byte 0x5c in position 0: \ at end of string
print(rb"a\x4b\xzz".decode("unicode_escape", "ignore"), rb"\xq".decode("unicode_escape", "replace"))
# expect: aKzz �q

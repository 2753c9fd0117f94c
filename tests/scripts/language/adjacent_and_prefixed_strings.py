print("a" 'b' """c""")  # expect: abc
print(r"\n\t", "tab\tend", "\x41\u0042\N{LATIN SMALL LETTER C}\103")  # expect: \n\t tab	end ABcC
print("""two
lines""")  # expect: two
# expect: lines
print("quote \" and ' and \\")  # expect: quote " and ' and \
print("joined \
line")  # expect: joined line

print("Hello World".upper(), "Hello World".lower(), "hello world".title(), "hELLO".capitalize(), "Hi".swapcase())
# expect: HELLO WORLD hello world Hello World Hello hI
print("ß".upper(), "ÄÖ".lower(), "straße".casefold(), "they're".title())  # expect: SS äö strasse They'Re

print(0 or "default", 5 and 7, [] and 1, "" or [] or None)  # expect: default 7 [] None
print(not 0, not "x", not not [])  # expect: True False False


def shout():
    print("called")
    return True


print(False and shout())  # expect: False
print(True or shout())  # expect: True
print(True and shout())  # expect: called
# expect: True

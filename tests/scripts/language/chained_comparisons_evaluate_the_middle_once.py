def middle():
    print("middle")
    return 5


print(1 < middle() < 10)  # expect: middle
# expect: True
print(1 < 0 < middle())  # expect: False
print(1 < 2 <= 2 != 3 in [3])  # expect: True
print([] == [] is not None)  # expect: True

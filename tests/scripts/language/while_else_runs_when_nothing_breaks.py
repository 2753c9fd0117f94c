n = 3
while n:
    n -= 1
    if n == 1:
        continue
    print(n)  # expect: 2
    # expect: 0
else:
    print("else")  # expect: else
while True:
    break
else:
    print("never")

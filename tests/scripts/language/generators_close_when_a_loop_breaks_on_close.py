def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("closed")


g = numbers()
for n in g:
    print(n)  # expect: 1
    break
g.close()  # expect: closed
print("after")  # expect: after

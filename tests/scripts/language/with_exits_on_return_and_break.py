class M:
    def __enter__(self):
        return self

    def __exit__(self, *info):
        print("exit", info)


def f():
    with M():
        return "returned"


print(f())  # expect: exit (None, None, None)
# expect: returned
for i in range(3):
    with M():
        if i == 1:
            break
        continue
# expect: exit (None, None, None)
# expect: exit (None, None, None)
print(i)  # expect: 1

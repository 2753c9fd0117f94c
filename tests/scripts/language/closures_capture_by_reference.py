def counter():
    count = 0

    def step():
        nonlocal count
        count += 1
        return count

    return step


a, b = counter(), counter()
print(a(), a(), b())  # expect: 1 2 1
fs = [lambda: i for i in range(3)]
print([f() for f in fs])  # expect: [2, 2, 2]
gs = [lambda i=i: i for i in range(3)]
print([g() for g in gs])  # expect: [0, 1, 2]

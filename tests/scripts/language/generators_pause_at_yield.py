def count(n):
    print("start")
    while n > 0:
        yield n
        n -= 1
    print("end")
    return "done"


g = count(2)
print(next(g))  # expect: start
# expect: 2
print(next(g))  # expect: 1
try:
    next(g)  # expect: end
except StopIteration as e:
    print("stop", e.value)  # expect: stop done
print(list(count(3)))  # expect: start
# expect: end
# expect: [3, 2, 1]
print(next(g, "default"))  # expect: default

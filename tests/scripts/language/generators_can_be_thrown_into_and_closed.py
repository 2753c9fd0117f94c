def worker():
    try:
        while True:
            try:
                yield "ready"
            except ValueError as e:
                yield f"caught {e}"
    finally:
        print("cleanup")


g = worker()
print(next(g))  # expect: ready
print(g.throw(ValueError("oops")))  # expect: caught oops
print(next(g))  # expect: ready
g.close()  # expect: cleanup
print(list(g))  # expect: []
g = worker()
next(g)
try:
    g.throw(KeyError("k"))  # expect: cleanup
except KeyError as e:
    print("out", e)  # expect: out 'k'

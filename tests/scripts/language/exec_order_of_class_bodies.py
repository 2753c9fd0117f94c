class C:
    print("body runs")
    for i in range(2):
        print("loop", i)
    if i == 1:
        def m(self):
            return "m"
    total = sum(range(4))
# expect: body runs
# expect: loop 0
# expect: loop 1


print(C().m(), C.total, C.i)  # expect: m 6 1

data = [1, 2, 3, 4]
if (n := len(data)) > 3:
    print(n)  # expect: 4
print([y for x in data if (y := x * x) > 4], y)  # expect: [9, 16] 16
while (item := data.pop()) != 2:
    print(item)  # expect: 4
    # expect: 3

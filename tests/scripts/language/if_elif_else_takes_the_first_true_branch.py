def size(n):
    if n < 10:
        return "small"
    elif n < 100:
        return "medium"
    else:
        return "large"


print(size(5), size(50), size(500))  # expect: small medium large
print("even" if 4 % 2 == 0 else "odd")  # expect: even

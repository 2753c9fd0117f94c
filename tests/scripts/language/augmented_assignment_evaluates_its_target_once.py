def index():
    print("index")
    return 0


def values():
    print("values")
    return data


data = [1]
values()[index()] += 10  # expect: values
# expect: index
print(data)  # expect: [11]

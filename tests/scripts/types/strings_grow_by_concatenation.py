text = ""
kept = []
for i in range(3000):
    text += str(i) + ","
    if i % 500 == 0:
        kept.append(text)
print(len(text), text[:10], text[-10:], [len(k) for k in kept])
print(all(text.startswith(k) for k in kept), hash(text[:9]) == hash("0,1,2,3,4"))
a = text + "a"
b = text + "b"
text += "c"
print(a[-1], b[-1], text[-1], a[:-1] == b[:-1] == text[:-1])
text += "€"
text += "😀" * 3
print(len(text), text[-5:], text.count(","))

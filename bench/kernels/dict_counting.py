import sys


def count(n):
    seed = 42
    words = ["w" + str(i) for i in range(1000)]
    by_word, by_number = {}, {}
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        word = words[seed % 1000]
        by_word[word] = by_word.get(word, 0) + 1
        number = seed % 5003
        if number in by_number:
            by_number[number] += 1
        else:
            by_number[number] = 1
    return len(by_word), len(by_number), max(by_word.values()), max(by_number.values())


print(*count(int(sys.argv[1])))

"""Map-reduce word count with threads, plus the single threaded version to compare."""
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
import string

TEXT = """
It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of
foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the season of Light,
it was the season of Darkness, it was the spring of hope, it was the winter of despair; we had everything
before us, we had nothing before us -- we were all going direct to Heaven, we were all going direct the
other way.
"""

STOP = frozenset("the of it was we to a in".split())


def normalise(word: str) -> str:
    return word.strip(string.punctuation).casefold()


def mapper(line):
    return Counter(w for w in map(normalise, line.split()) if w)


def chunks(seq, n):
    size, extra = divmod(len(seq), n)
    start = 0
    for i in range(n):
        end = start + size + (1 if i < extra else 0)
        yield seq[start:end]
        start = end


lines = [line for line in TEXT.splitlines() if line.strip()]
with ThreadPoolExecutor(max_workers=3, thread_name_prefix="mapper") as pool:
    partial = list(pool.map(lambda part: reduce(lambda a, b: a + b, map(mapper, part), Counter()), chunks(lines, 3)))
total = sum(partial, Counter())
assert total == mapper(TEXT)

width = max(map(len, total))
for word, count in total.most_common(8):
    print(f"{word:{width}} {count:3d} {'#' * count}")
print("...", len(total), "distinct,", total.total(), "in all")

index = defaultdict(set)
for number, line in enumerate(lines, 1):
    for word in line.split():
        if (w := normalise(word)) and w not in STOP:
            index[w].add(number)
print({w: sorted(n) for w, n in sorted(index.items()) if len(n) > 1})
print(*(sorted(total, key=lambda w: (-len(w), w))[:3]), sep=", ")
by_length = defaultdict(list)
for w in sorted(total):
    by_length[len(w)].append(w)
print({k: v for k, v in sorted(by_length.items()) if k >= 8})
print(TEXT.translate(str.maketrans("", "", string.punctuation)).title().split()[:6])
letters = Counter(c for c in TEXT.lower() if c.isalpha())
print(letters.most_common(5), sum(letters.values()))
letters.subtract("eeee")
print(letters["e"], (letters & Counter("eett")), +Counter(a=0, b=-1, c=2), Counter("abca") - Counter("ab"))
table = "\n".join("|".join(f"{w:^12}" for w in row) for row in chunks(sorted(index)[:9], 3))
print(table)

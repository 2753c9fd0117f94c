"""Generator pipelines, after the style of the well known tutorial on processing log files."""
import io
from collections import Counter, defaultdict

LOG = """\
127.0.0.1 - - [10/Oct/2000:13:55:36] "GET /index.html" 200 2326
10.0.0.7 - - [10/Oct/2000:13:55:40] "GET /ply/ply.html" 200 97238
127.0.0.1 - - [10/Oct/2000:13:56:01] "POST /login" 302 -
10.0.0.9 - - [10/Oct/2000:13:57:12] "GET /missing" 404 133
10.0.0.7 - - [10/Oct/2000:13:58:00] "GET /index.html" 200 2326
"""


def lines(f):
    for line in f:
        yield line.rstrip("\n")


def grep(pattern, source):
    return (line for line in source if pattern in line)


def fields(source):
    for line in source:
        head, quoted, tail = line.split('"')
        host, *_ = head.split()
        method, path = quoted.split(maxsplit=1)
        status, size = tail.split()
        yield {"host": host, "method": method, "path": path, "status": int(status),
               "bytes": int(size) if size != "-" else 0}


def field_map(dictseq, name, func):
    for d in dictseq:
        d[name] = func(d[name])
        yield d


def broadcast(source, *consumers):
    for item in source:
        for c in consumers:
            c.send(item)


def coroutine(func):
    def start(*args, **kwargs):
        cr = func(*args, **kwargs)
        next(cr)
        return cr
    return start


@coroutine
def counting(key, into):
    while True:
        record = yield
        into[record[key]] += 1


@coroutine
def totals(into):
    try:
        while True:
            r = yield
            into[r["host"]] += r["bytes"]
    except GeneratorExit:
        into["closed"] = True


statuses, traffic = Counter(), defaultdict(int)
by_status, by_host = counting("status", statuses), totals(traffic)
records = field_map(fields(lines(io.StringIO(LOG))), "path", str.upper)
broadcast(records, by_status, by_host)
by_host.close()

print(statuses.most_common())
print(dict(traffic))
print([r["path"] for r in fields(grep("10.0.0", lines(io.StringIO(LOG))))])
print(sum(r["bytes"] for r in fields(lines(io.StringIO(LOG)))))


def chunked(iterable, n):
    it = iter(iterable)
    while chunk := [x for _, x in zip(range(n), it)]:
        yield chunk


print(list(chunked(range(10), 4)))


def averager():
    total = count = 0
    average = None
    while True:
        term = yield average
        if term is None:
            break
        total += term
        count += 1
        average = total / count
    return count, average


def grouper(results, key):
    while True:
        results[key] = yield from averager()


results = {}
for key, values in {"girls": [40.9, 38.5, 44.3], "boys": [39.0, 40.8]}.items():
    group = grouper(results, key)
    next(group)
    for v in values:
        group.send(v)
    group.send(None)
for key, (count, average) in sorted(results.items()):
    print(f"{count:2} {key:5} averaging {average:.2f}kg")

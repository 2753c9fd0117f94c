from datetime import timedelta as td

print(td(1, 2, 3), td(days=1.5), repr(td(hours=-1)), td(milliseconds=1.0005), td(microseconds=2.5), -td(1, 1))
print(abs(td(-1)), td(1) * 1.5, 3 * td(1), td(1) / 7, td(1) / td(0, 7), td(1) // td(0, 7), td(5) % td(2))
print(divmod(td(5), td(2)), td(1) < td(2), hash(td(1)) == hash(td(hours=24)), bool(td()), td(0), repr(td()))
print(td(1).total_seconds(), td.max, td.min, repr(td.resolution), td(1) // 3, td(0.1), td(1) / 2.5)
for attempt in (lambda: td(days=1e9), lambda: td("a"), lambda: td(1) / 0):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)

import time

t = time.gmtime(0)
print(t, t.tm_year, t[0], len(t), t.tm_zone, tuple(t))
print(time.strftime("%Y-%m-%d %H:%M:%S", t), time.asctime(t), time.strptime("2024-01-02", "%Y-%m-%d")[:3])
print(time.monotonic() <= time.monotonic(), time.perf_counter_ns() > 0, time.time() > 1.6e9, time.process_time() >= 0)
print(time.mktime(time.localtime(86400)) == 86400.0)
for attempt in (lambda: time.sleep(-1), lambda: time.sleep("a"), lambda: time.strftime("%Y", (1,))):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, error)

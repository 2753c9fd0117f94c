"""time.get_clock_info, and time.tzset after TZ has changed."""
import os
import time

for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
    info = time.get_clock_info(name)
    print(name, info.implementation, info.monotonic, info.adjustable, 0 < info.resolution < 1)
try:
    time.get_clock_info("sundial")
except ValueError as error:
    print(error)

for zone in ("EST5EDT,M3.2.0,M11.1.0", "UTC0", "CET-1CEST,M3.5.0,M10.5.0/3"):
    os.environ["TZ"] = zone
    time.tzset()
    print(time.tzname, time.timezone, time.altzone, time.daylight, time.localtime(0).tm_hour)

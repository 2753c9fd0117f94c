from datetime import date, datetime, time, timedelta, timezone

x = datetime(2024, 3, 31, 12, 30, 45, 123456)
print(x, repr(x), x.isoformat(), x.isoformat(" ", "milliseconds"), x.date(), x.time(), x + timedelta(hours=12))
print(x - datetime(2024, 1, 1), x.strftime("%Y-%m-%d %H:%M:%S.%f %%"), x.ctime(), datetime.combine(date(2024, 1, 1), time(5)))
print(datetime.fromtimestamp(x.timestamp()) == x, x.replace(year=2000), f"{x:%H:%M}", f"{x}")
zone = timezone(timedelta(hours=5, minutes=30))
y = x.replace(tzinfo=zone)
print(y, repr(y), y.astimezone(timezone.utc), y.utcoffset(), y.tzname(), y.timestamp(), y.strftime("%z %Z"))
print(y == y.astimezone(timezone.utc), hash(y) == hash(y.astimezone(timezone.utc)), timezone.utc, repr(timezone.utc), repr(zone))
print(datetime.fromtimestamp(0, timezone.utc), datetime.fromtimestamp(-1.5, timezone.utc), datetime.min, datetime.max)
print(x == y, x != 5, datetime.now().tzinfo, abs(datetime.now() - datetime.today()) < timedelta(1))
for attempt in (lambda: x - y, lambda: x < y, lambda: x < date.today(), lambda: datetime(2024, 1, 1, 24), lambda: timezone(3)):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)

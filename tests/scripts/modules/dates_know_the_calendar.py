from datetime import MINYEAR, date, timedelta

d = date(2024, 2, 29)
print(d, repr(d), d + timedelta(365), d - date(2023, 1, 1), d.weekday(), d.isoweekday(), d.isocalendar())
print(d.strftime("%A %d %B %Y %j %U"), f"{d:%d/%m/%y}", d.ctime(), d.replace(day=1), d.toordinal(), MINYEAR)
print(date.fromordinal(1), date.max, date.fromisoformat("20200102"), date.fromisoformat("2020-W01-3"))
print(d.timetuple().tm_yday, date.fromisocalendar(2020, 53, 7), max(d, date(2025, 1, 1)), d == date(2024, 2, 29))
for attempt in (
    lambda: date(2024, 13, 1),
    lambda: date(2023, 2, 29),
    lambda: date(0, 1, 1),
    lambda: date.max + timedelta(1),
    lambda: date.fromordinal(0),
    lambda: date.fromisoformat("2024-1-02"),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)

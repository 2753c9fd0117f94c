import calendar

print(calendar.month(2024, 2))
print(calendar.TextCalendar(calendar.SUNDAY).formatmonth(2023, 10))
print(calendar.isleap(2000), calendar.leapdays(2000, 2030), calendar.monthrange(2023, 2), calendar.weekday(2024, 7, 4))
print(calendar.monthcalendar(2023, 5)[0], list(calendar.day_name)[:2], calendar.month_abbr[12])
print(list(calendar.Calendar().itermonthdates(2023, 2))[0], calendar.timegm((1970, 1, 2, 0, 0, 0)))
print(calendar.calendar(2023, m=4)[:200])
print(calendar.HTMLCalendar().formatmonth(2023, 2)[:120])

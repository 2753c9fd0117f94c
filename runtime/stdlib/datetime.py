"""Dates, times, and what lies between them, in the proleptic Gregorian calendar."""

import time as _time
from math import modf as _modf

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC")

MINYEAR = 1
MAXYEAR = 9999
_MAXORDINAL = 3652059

_MONTH_NAMES = (None, "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_NAMES = (None, "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAYS_IN_MONTH = (-1, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_BEFORE_MONTH = (-1, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


# ---- the calendar


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _days_in_month(year, month):
    if month == 2 and _is_leap(year):
        return 29
    return _DAYS_IN_MONTH[month]


def _days_before_month(year, month):
    return _DAYS_BEFORE_MONTH[month] + (month > 2 and _is_leap(year))


def _ymd2ord(year, month, day):
    return _days_before_year(year) + _days_before_month(year, month) + day


def _ord2ymd(n):
    """(year, month, day) of an ordinal: 1 is the first of January of year 1."""
    n -= 1
    n400, n = divmod(n, 146097)  # days in 400 years
    n100, n = divmod(n, 36524)
    n4, n = divmod(n, 1461)
    n1, n = divmod(n, 365)
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
    if n1 == 4 or n100 == 4:  # the last day of a leap year
        return year - 1, 12, 31
    month = (n + 50) >> 5  # right, or one too large
    preceding = _days_before_month(year, month)
    if preceding > n:
        month -= 1
        preceding = _days_before_month(year, month)
    return year, month, n - preceding + 1


def _iso_week1_monday(year):
    """The ordinal of the Monday that starts week 1: that of the year's first Thursday."""
    first = _ymd2ord(year, 1, 1)
    weekday = (first + 6) % 7
    monday = first - weekday
    return monday + 7 if weekday > 3 else monday


def _index(value):
    if type(value) is int:
        return value
    try:
        return type(value).__index__(value)
    except AttributeError:
        name = type(value).__name__
        raise TypeError(f"'{name}' object cannot be interpreted as an integer") from None


def _check_date(year, month, day):
    year = _index(year)
    month = _index(month)
    day = _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    hour = _index(hour)
    minute = _index(minute)
    second = _index(second)
    microsecond = _index(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return hour, minute, second, microsecond, fold


def _check_tzinfo(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(tz).__name__}'")


def _check_offset(name, offset):
    if offset is None:
        return
    if not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{name}() must return None or a timedelta, not '{type(offset).__name__}'")
    if not -_DAY < offset < _DAY:
        raise ValueError(
            f"offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24)."
        )


def _format_offset(offset, sep=":"):
    if offset is None:
        return ""
    sign = "+"
    if offset.days < 0:
        sign = "-"
        offset = -offset
    minutes, seconds = divmod(offset.seconds, 60)
    text = f"{sign}{minutes // 60:02d}{sep}{minutes % 60:02d}"
    if seconds or offset.microseconds:
        text += f"{sep}{seconds:02d}"
        if offset.microseconds:
            text += f".{offset.microseconds:06d}"
    return text


def _format_time(hour, minute, second, microsecond, timespec="auto"):
    if timespec == "auto":
        timespec = "microseconds" if microsecond else "seconds"
    if timespec == "seconds":
        return f"{hour:02d}:{minute:02d}:{second:02d}"
    if timespec == "microseconds":
        return f"{hour:02d}:{minute:02d}:{second:02d}.{microsecond:06d}"
    if timespec == "milliseconds":
        return f"{hour:02d}:{minute:02d}:{second:02d}.{microsecond // 1000:03d}"
    if timespec == "minutes":
        return f"{hour:02d}:{minute:02d}"
    if timespec == "hours":
        return f"{hour:02d}"
    raise ValueError("Unknown timespec value")


def _wrap_strftime(value, format, timetuple):
    """strftime of the system, with what it does not know filled in: %f, %z, %Z."""
    parts = []
    start = 0
    while True:
        at = format.find("%", start)
        if at < 0 or at + 1 >= len(format):
            parts.append(format[start:])
            break
        parts.append(format[start:at])
        directive = format[at + 1]
        start = at + 2
        if directive == "f":
            parts.append(f"{getattr(value, 'microsecond', 0):06d}")
        elif directive == "z":
            if hasattr(value, "utcoffset"):
                parts.append(_format_offset(value.utcoffset(), ""))
        elif directive == "Z":
            if hasattr(value, "tzname"):
                name = value.tzname()
                if name is not None:
                    parts.append(name.replace("%", "%%"))
        else:
            parts.append("%" + directive)
    return _time.strftime("".join(parts), timetuple)


# ---- parsing ISO 8601


def _digits(text, start, count):
    """`count` digits from `start` on as a number."""
    part = text[start : start + count]
    if len(part) != count or not (part.isascii() and part.isdigit()):
        raise ValueError
    return int(part)


def _parse_date(text):
    """(year, month, day) of YYYY-MM-DD, YYYYMMDD, YYYY-Www[-D] or YYYYWww[D]."""
    year = _digits(text, 0, 4)
    dashed = text[4:5] == "-"
    at = 5 if dashed else 4
    if text[at : at + 1] == "W":
        week = _digits(text, at + 1, 2)
        at += 3
        day = 1
        if at < len(text):
            if dashed:
                if text[at] != "-":
                    raise ValueError
                at += 1
            day = _digits(text, at, 1)
            at += 1
        if at != len(text):
            raise ValueError
        return _ord2ymd(_from_isocalendar(year, week, day))
    month = _digits(text, at, 2)
    at += 2
    if dashed:
        if text[at : at + 1] != "-":
            raise ValueError
        at += 1
    day = _digits(text, at, 2)
    if at + 2 != len(text):
        raise ValueError
    return year, month, day


def _parse_clock(text):
    """[hour, minute, second, microsecond] of HH[:MM[:SS[.f]]] or HHMMSS."""
    fields = [0, 0, 0, 0]
    fields[0] = _digits(text, 0, 2)
    at = 2
    colons = text[2:3] == ":"
    for i in (1, 2):
        if at == len(text):
            return fields
        if colons:
            if text[at] != ":":
                raise ValueError
            at += 1
        fields[i] = _digits(text, at, 2)
        at += 2
    if at == len(text):
        return fields
    if text[at] not in ".,":
        raise ValueError
    fraction = text[at + 1 :]
    if not fraction or not (fraction.isascii() and fraction.isdigit()):
        raise ValueError
    fields[3] = int(fraction[:6].ljust(6, "0"))
    return fields


def _parse_time(text):
    """(hour, minute, second, microsecond, tzinfo)"""
    tz = None
    at = max(text.find("-"), text.find("+"))
    if text.endswith("Z"):
        text = text[:-1]
        tz = timezone.utc
    elif at >= 0:
        offset = text[at + 1 :]
        if len(offset) in (0, 1, 3):
            raise ValueError
        hours, minutes, seconds, microseconds = _parse_clock(offset)
        delta = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=microseconds)
        if text[at] == "-":
            delta = -delta
        tz = timezone.utc if not delta else timezone(delta)
        text = text[:at]
    return (*_parse_clock(text), tz)


def _from_isocalendar(year, week, day):
    """The ordinal of a day in ISO's calendar of weeks."""
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"Year is out of range: {year}")
    if not 0 < week < 53:
        out_of_range = True
        if week == 53:  # years that begin on a Thursday have it, and leap years on a Wednesday
            first_weekday = _ymd2ord(year, 1, 1) % 7
            out_of_range = not (first_weekday == 4 or (first_weekday == 3 and _is_leap(year)))
        if out_of_range:
            raise ValueError(f"Invalid week: {week}")
    if not 0 < day < 8:
        raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
    return _iso_week1_monday(year) + (week - 1) * 7 + day - 1


def _divide_and_round(a, b):
    """a / b as an integer, half to even."""
    q, r = divmod(a, b)
    r *= 2
    more = r > b if b > 0 else r < b
    if more or (r == b and q % 2 == 1):
        q += 1
    return q


# ---- timedelta


class timedelta:
    """The difference of two points in time: days, seconds (below a day) and microseconds (below a second)."""

    __slots__ = ("_days", "_seconds", "_microseconds", "_hashcode")

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        total = 0
        leftover = 0.0
        for name, value, factor in (
            ("microseconds", microseconds, 1),
            ("milliseconds", milliseconds, 1000),
            ("seconds", seconds, 1000000),
            ("minutes", minutes, 60000000),
            ("hours", hours, 3600000000),
            ("days", days, 86400000000),
            ("weeks", weeks, 604800000000),
        ):
            if isinstance(value, int):
                if value:
                    total += value * factor
            elif isinstance(value, float):
                fraction, whole = _modf(value)
                total += int(whole) * factor
                if fraction:
                    fraction, whole = _modf(fraction * factor)
                    total += int(whole)
                    leftover += fraction
            else:
                raise TypeError(f"unsupported type for timedelta {name} component: {type(value).__name__}")
        if leftover:
            whole = round(leftover)
            if abs(whole - leftover) == 0.5:
                odd = total & 1
                whole = 2 * round((leftover + odd) * 0.5) - odd
            total += int(whole)
        return cls._from_microseconds(total)

    @classmethod
    def _from_microseconds(cls, total):
        seconds, microseconds = divmod(total, 1000000)
        days, seconds = divmod(seconds, 86400)
        if not -999999999 <= days <= 999999999:
            raise OverflowError(f"days={days}; must have magnitude <= 999999999")
        self = object.__new__(cls)
        self._days = days
        self._seconds = seconds
        self._microseconds = microseconds
        self._hashcode = -1
        return self

    def _to_microseconds(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    @property
    def days(self):
        """days"""
        return self._days

    @property
    def seconds(self):
        """seconds"""
        return self._seconds

    @property
    def microseconds(self):
        """microseconds"""
        return self._microseconds

    def total_seconds(self):
        """Total seconds in the duration."""
        return ((self._days * 86400 + self._seconds) * 10**6 + self._microseconds) / 10**6

    def __repr__(self):
        args = []
        if self._days:
            args.append(f"days={self._days}")
        if self._seconds:
            args.append(f"seconds={self._seconds}")
        if self._microseconds:
            args.append(f"microseconds={self._microseconds}")
        if not args:
            args.append("0")
        cls = self.__class__
        return f"{_full_name(cls)}({', '.join(args)})"

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = f"{hours}:{minutes:02d}:{seconds:02d}"
        if self._days:
            plural = "s" if abs(self._days) != 1 else ""
            text = f"{self._days} day{plural}, {text}"
        if self._microseconds:
            text += f".{self._microseconds:06d}"
        return text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_microseconds(self._to_microseconds() + other._to_microseconds())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_microseconds(self._to_microseconds() - other._to_microseconds())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return other - self
        return NotImplemented

    def __neg__(self):
        return timedelta._from_microseconds(-self._to_microseconds())

    def __pos__(self):
        return self

    def __abs__(self):
        return -self if self._days < 0 else self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._from_microseconds(self._to_microseconds() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._from_microseconds(_divide_and_round(self._to_microseconds() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if not isinstance(other, (int, timedelta)):
            return NotImplemented
        mine = self._to_microseconds()
        if isinstance(other, timedelta):
            return mine // other._to_microseconds()
        return timedelta._from_microseconds(mine // other)

    def __truediv__(self, other):
        if not isinstance(other, (int, float, timedelta)):
            return NotImplemented
        mine = self._to_microseconds()
        if isinstance(other, timedelta):
            return mine / other._to_microseconds()
        if isinstance(other, int):
            return timedelta._from_microseconds(_divide_and_round(mine, other))
        a, b = other.as_integer_ratio()
        return timedelta._from_microseconds(_divide_and_round(b * mine, a))

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_microseconds(self._to_microseconds() % other._to_microseconds())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            q, r = divmod(self._to_microseconds(), other._to_microseconds())
            return q, timedelta._from_microseconds(r)
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, timedelta):
            return self._to_microseconds() == other._to_microseconds()
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, timedelta):
            return self._to_microseconds() < other._to_microseconds()
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, timedelta):
            return self._to_microseconds() <= other._to_microseconds()
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, timedelta):
            return self._to_microseconds() > other._to_microseconds()
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, timedelta):
            return self._to_microseconds() >= other._to_microseconds()
        return NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash((self._days, self._seconds, self._microseconds))
        return self._hashcode

    def __bool__(self):
        return bool(self._days or self._seconds or self._microseconds)

    def __reduce__(self):
        return self.__class__, (self._days, self._seconds, self._microseconds)


def _full_name(cls):
    """The name as a repr shows it."""
    if cls.__module__ == "datetime":
        return f"datetime.{cls.__qualname__}"
    return cls.__qualname__


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)
_DAY = timedelta(1)


# ---- date


class IsoCalendarDate(tuple):
    """year, week and weekday as date.isocalendar() gives them."""

    __slots__ = ()

    def __new__(cls, year, week, weekday):
        return super().__new__(cls, (year, week, weekday))

    @property
    def year(self):
        return self[0]

    @property
    def week(self):
        return self[1]

    @property
    def weekday(self):
        return self[2]

    def __reduce__(self):
        return tuple, (tuple(self),)

    def __repr__(self):
        return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"


class date:
    """A day of the calendar."""

    __slots__ = ("_year", "_month", "_day", "_hashcode")

    def __new__(cls, year, month, day):
        year, month, day = _check_date(year, month, day)
        self = object.__new__(cls)
        self._year = year
        self._month = month
        self._day = day
        self._hashcode = -1
        return self

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        """The local day of a POSIX timestamp (like time.time())."""
        y, m, d = _time.localtime(timestamp)[:3]
        return cls(y, m, d)

    @classmethod
    def today(cls):
        """The current day, the same as self.__class__.fromtimestamp(time.time())."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, ordinal, /):
        """The day with a proleptic Gregorian ordinal."""
        ordinal = _index(ordinal)
        if ordinal < 1:
            raise ValueError("ordinal must be >= 1")
        if ordinal > _MAXORDINAL:
            raise ValueError(f"year {_ord2ymd(ordinal)[0]} is out of range")
        return cls(*_ord2ymd(ordinal))

    @classmethod
    def fromisoformat(cls, date_string, /):
        """The day of a string in ISO 8601 format."""
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            if len(date_string) not in (7, 8, 10):
                raise ValueError
            year, month, day = _parse_date(date_string)
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None
        return cls(year, month, day)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The day of a year, week and weekday of ISO's calendar."""
        return cls.fromordinal(_from_isocalendar(year, week, day))

    def __repr__(self):
        return f"{_full_name(self.__class__)}({self._year}, {self._month}, {self._day})"

    def ctime(self):
        """The day as time.ctime() shows it."""
        weekday = self.toordinal() % 7 or 7
        return f"{_DAY_NAMES[weekday]} {_MONTH_NAMES[self._month]} {self._day:2d} 00:00:00 {self._year:04d}"

    def strftime(self, format):
        """The day in the given format."""
        return _wrap_strftime(self, format, self.timetuple())

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError(f"must be str, not {type(fmt).__name__}")
        return self.strftime(fmt) if fmt else str(self)

    def isoformat(self):
        """YYYY-MM-DD."""
        return f"{self._year:04d}-{self._month:02d}-{self._day:02d}"

    def __str__(self):
        return self.isoformat()

    @property
    def year(self):
        return self._year

    @property
    def month(self):
        return self._month

    @property
    def day(self):
        return self._day

    def timetuple(self):
        """As time.localtime() gives it."""
        return _time_tuple(self._year, self._month, self._day, 0, 0, 0, -1)

    def toordinal(self):
        """How many days since the last one of year 0."""
        return _ymd2ord(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        """The same with some fields changed."""
        return type(self)(
            self._year if year is None else year,
            self._month if month is None else month,
            self._day if day is None else day,
        )

    def weekday(self):
        """Monday is 0, Sunday is 6."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Monday is 1, Sunday is 7."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """ISO year, week and weekday."""
        year = self._year
        monday = _iso_week1_monday(year)
        today = _ymd2ord(self._year, self._month, self._day)
        week, day = divmod(today - monday, 7)
        if week < 0:
            year -= 1
            monday = _iso_week1_monday(year)
            week, day = divmod(today - monday, 7)
        elif week >= 52 and today >= _iso_week1_monday(year + 1):
            year += 1
            week = 0
        return IsoCalendarDate(year, week + 1, day + 1)

    def _compare_key(self):
        return self._year, self._month, self._day

    def __eq__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._compare_key() == other._compare_key()
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._compare_key() < other._compare_key()
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._compare_key() <= other._compare_key()
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._compare_key() > other._compare_key()
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._compare_key() >= other._compare_key()
        return NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash((self._year, self._month, self._day))
        return self._hashcode

    def __add__(self, other):
        if isinstance(other, timedelta):
            ordinal = self.toordinal() + other.days
            if 0 < ordinal <= _MAXORDINAL:
                return type(self).fromordinal(ordinal)
            raise OverflowError("date value out of range")
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def __reduce__(self):
        return self.__class__, (self._year, self._month, self._day)


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)
_date_class = date


def _time_tuple(y, m, d, hour, minute, second, dst):
    weekday = (_ymd2ord(y, m, d) + 6) % 7
    return _time.struct_time((y, m, d, hour, minute, second, weekday, _days_before_month(y, m) + d, dst))


# ---- tzinfo and time


class tzinfo:
    """What a time zone is: subclasses say how far from UTC it lies."""

    __slots__ = ()

    def tzname(self, dt):
        """The name of the zone at a time."""
        raise NotImplementedError("tzinfo subclass must override tzname()")

    def utcoffset(self, dt):
        """How far east of UTC, as a timedelta."""
        raise NotImplementedError("tzinfo subclass must override utcoffset()")

    def dst(self, dt):
        """How much of that is daylight saving, as a timedelta."""
        raise NotImplementedError("tzinfo subclass must override dst()")

    def fromutc(self, dt):
        """A datetime in UTC as one in this zone."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc() requires a datetime argument")
        if dt.tzinfo is not self:
            raise ValueError("dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc() requires a non-None utcoffset() result")
        dst = dt.dst()
        if dst is None:
            raise ValueError("fromutc() requires a non-None dst() result")
        delta = offset - dst
        if delta:
            dt += delta
            dst = dt.dst()
            if dst is None:
                raise ValueError("fromutc(): dt.dst gave inconsistent results; cannot convert")
        return dt + dst

    def __reduce__(self):
        return self.__class__, ()


class time:
    """A time of day."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold", "_hashcode")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        hour, minute, second, microsecond, fold = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._hour = hour
        self._minute = minute
        self._second = second
        self._microsecond = microsecond
        self._tzinfo = tzinfo
        self._fold = fold
        self._hashcode = -1
        return self

    @property
    def hour(self):
        return self._hour

    @property
    def minute(self):
        return self._minute

    @property
    def second(self):
        return self._second

    @property
    def microsecond(self):
        return self._microsecond

    @property
    def tzinfo(self):
        return self._tzinfo

    @property
    def fold(self):
        return self._fold

    def _compare(self, other, for_equality=False):
        mine = self._tzinfo
        theirs = other._tzinfo
        if mine is theirs:
            same = True
            my_offset = their_offset = None
        else:
            my_offset = self.utcoffset()
            their_offset = other.utcoffset()
            same = my_offset == their_offset
        if same:
            a = (self._hour, self._minute, self._second, self._microsecond)
            b = (other._hour, other._minute, other._second, other._microsecond)
            return (a > b) - (a < b)
        if my_offset is None or their_offset is None:
            if for_equality:
                return 2
            raise TypeError("can't compare offset-naive and offset-aware times")
        a = timedelta(hours=self._hour, minutes=self._minute, seconds=self._second,
                      microseconds=self._microsecond) - my_offset
        b = timedelta(hours=other._hour, minutes=other._minute, seconds=other._second,
                      microseconds=other._microsecond) - their_offset
        return (a > b) - (a < b)

    def __eq__(self, other):
        return self._compare(other, True) == 0 if isinstance(other, time) else NotImplemented

    def __lt__(self, other):
        return self._compare(other) < 0 if isinstance(other, time) else NotImplemented

    def __le__(self, other):
        return self._compare(other) <= 0 if isinstance(other, time) else NotImplemented

    def __gt__(self, other):
        return self._compare(other) > 0 if isinstance(other, time) else NotImplemented

    def __ge__(self, other):
        return self._compare(other) >= 0 if isinstance(other, time) else NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            offset = self.replace(fold=0).utcoffset() if self._fold else self.utcoffset()
            if not offset:
                key = (self._hour, self._minute, self._second, self._microsecond)
            else:
                key = timedelta(hours=self._hour, minutes=self._minute, seconds=self._second,
                                microseconds=self._microsecond) - offset
            self._hashcode = hash(key)
        return self._hashcode

    def __repr__(self):
        fields = [self._hour, self._minute]
        if self._second or self._microsecond:
            fields.append(self._second)
        if self._microsecond:
            fields.append(self._microsecond)
        text = ", ".join([str(field) for field in fields])
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        if self._fold:
            text += ", fold=1"
        return f"{_full_name(self.__class__)}({text})"

    def isoformat(self, timespec="auto"):
        """HH:MM:SS[.ffffff][+HH:MM], as `timespec` asks."""
        text = _format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
        return text + _format_offset(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    @classmethod
    def fromisoformat(cls, time_string, /):
        """The time of a string in ISO 8601 format."""
        if not isinstance(time_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            fields = _parse_time(time_string.removeprefix("T"))
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {time_string!r}") from None
        return cls(*fields)

    def strftime(self, format):
        """The time in the given format; the day is the first of 1900."""
        return _wrap_strftime(
            self, format, _time.struct_time((1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1))
        )

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError(f"must be str, not {type(fmt).__name__}")
        return self.strftime(fmt) if fmt else str(self)

    def utcoffset(self):
        """How far east of UTC, or None."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(None)
        _check_offset("utcoffset", offset)
        return offset

    def tzname(self):
        """The name of the time zone, or None."""
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def dst(self):
        """How much is daylight saving, or None."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.dst(None)
        _check_offset("dst", offset)
        return offset

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        """The same with some fields changed."""
        return type(self)(
            self._hour if hour is None else hour,
            self._minute if minute is None else minute,
            self._second if second is None else second,
            self._microsecond if microsecond is None else microsecond,
            self._tzinfo if tzinfo is True else tzinfo,
            fold=self._fold if fold is None else fold,
        )

    def __reduce__(self):
        return self.__class__, (self._hour, self._minute, self._second, self._microsecond, self._tzinfo)


_time_class = time
_tzinfo_class = tzinfo
time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)


# ---- datetime


class datetime(date):
    """A day and a time of day, with a time zone or without."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        year, month, day = _check_date(year, month, day)
        hour, minute, second, microsecond, fold = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._year = year
        self._month = month
        self._day = day
        self._hour = hour
        self._minute = minute
        self._second = second
        self._microsecond = microsecond
        self._tzinfo = tzinfo
        self._fold = fold
        self._hashcode = -1
        return self

    @property
    def hour(self):
        return self._hour

    @property
    def minute(self):
        return self._minute

    @property
    def second(self):
        return self._second

    @property
    def microsecond(self):
        return self._microsecond

    @property
    def tzinfo(self):
        return self._tzinfo

    @property
    def fold(self):
        return self._fold

    @classmethod
    def _from_microseconds(cls, total, utc, tz):
        """The time so many microseconds after 1970 began, UTC."""
        seconds, microsecond = divmod(total, 1000000)
        convert = _time.gmtime if utc else _time.localtime
        y, m, d, hh, mm, ss = convert(seconds)[:6]
        ss = min(ss, 59)  # a leap second
        result = cls(y, m, d, hh, mm, ss, microsecond, tz)
        if tz is None and not utc:
            # Whether this is the second time that the clocks show this time: a day before, they went differently.
            if seconds > 86400:
                y, m, d, hh, mm, ss = convert(seconds - 86400)[:6]
                probe1 = cls(y, m, d, hh, mm, min(ss, 59), microsecond, tz)
                shift = result - probe1 - _DAY
                if shift.days < 0:
                    y, m, d, hh, mm, ss = convert(seconds + shift.days * 86400 + shift.seconds)[:6]
                    if cls(y, m, d, hh, mm, min(ss, 59), microsecond, tz) == result:
                        result._fold = 1
        elif tz is not None:
            result = tz.fromutc(result)
        return result

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """The local time (or that of `tz`) of a POSIX timestamp."""
        _check_tzinfo(tz)
        return cls._from_microseconds(_timestamp_microseconds(timestamp), tz is not None, tz)

    @classmethod
    def utcfromtimestamp(cls, timestamp, /):
        """The time in UTC of a POSIX timestamp, naive."""
        return cls._from_microseconds(_timestamp_microseconds(timestamp), True, None)

    @classmethod
    def now(cls, tz=None):
        """The current time, local or that of `tz`."""
        _check_tzinfo(tz)
        return cls._from_microseconds(_time.time_ns() // 1000, tz is not None, tz)

    @classmethod
    def utcnow(cls):
        """The current time in UTC, naive."""
        return cls._from_microseconds(_time.time_ns() // 1000, True, None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """A day and a time of day together."""
        if not isinstance(date, _date_class):
            raise TypeError(f"combine() argument 1 must be datetime.date, not {type(date).__name__}")
        if not isinstance(time, _time_class):
            raise TypeError(f"combine() argument 2 must be datetime.time, not {type(time).__name__}")
        if tzinfo is True:
            tzinfo = time.tzinfo
        return cls(
            date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond, tzinfo,
            fold=time.fold,
        )

    @classmethod
    def fromisoformat(cls, date_string, /):
        """The time of a string in ISO 8601 format."""
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            if len(date_string) < 7:
                raise ValueError
            end = _end_of_date(date_string)
            fields = _parse_date(date_string[:end])
            rest = date_string[end + 1 :]
            clock = (0, 0, 0, 0, None)
            if end < len(date_string):
                clock = _parse_time(rest)
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None
        return cls(*fields, *clock)

    @classmethod
    def strptime(cls, date_string, format, /):
        """The time that a string shows in the given format."""
        import _strptime

        return _strptime._strptime_datetime(cls, date_string, format)

    def timetuple(self):
        """As time.localtime() gives it."""
        dst = self.dst()
        if dst is None:
            dst = -1
        else:
            dst = 1 if dst else 0
        return _time_tuple(self._year, self._month, self._day, self._hour, self._minute, self._second, dst)

    def utctimetuple(self):
        """As time.gmtime() gives it."""
        offset = self.utcoffset()
        value = self - offset if offset else self
        return _time_tuple(
            value._year, value._month, value._day, value._hour, value._minute, value._second, 0
        )

    def _local_seconds(self):
        """Seconds since 1970 of a naive local time."""
        naive = (self.toordinal() - 719163) * 86400 + self._hour * 3600 + self._minute * 60 + self._second

        def local(seconds):
            y, m, d, hh, mm, ss = _time.localtime(seconds)[:6]
            return (_ymd2ord(y, m, d) - 719163) * 86400 + hh * 3600 + mm * 60 + ss

        # The offset of the zone is that of the place we land at; where clocks change there are two or none.
        offset = local(naive) - naive
        first = naive - offset
        landed = local(first)
        if landed == naive:
            # Maybe the same time shows again with another offset.
            second = first + (-86400, 86400)[self._fold]
            other = local(second) - second
        else:
            other = landed - first
            if naive - other == first:
                return first
        if other == offset:
            return first
        candidate = naive - other
        if local(candidate) == naive:
            return candidate
        if landed == naive:
            return first
        # In the gap: fold says which side of it.
        return (max, min)[self._fold](first, candidate)

    def timestamp(self):
        """Seconds since 1970."""
        if self._tzinfo is None:
            return self._local_seconds() + self._microsecond / 1e6
        return (self - _EPOCH).total_seconds()

    def date(self):
        """The day."""
        return _date_class(self._year, self._month, self._day)

    def time(self):
        """The time of day, without time zone."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        """The time of day, with time zone."""
        return _time_class(
            self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold
        )

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                tzinfo=True, *, fold=None):
        """The same with some fields changed."""
        return type(self)(
            self._year if year is None else year,
            self._month if month is None else month,
            self._day if day is None else day,
            self._hour if hour is None else hour,
            self._minute if minute is None else minute,
            self._second if second is None else second,
            self._microsecond if microsecond is None else microsecond,
            self._tzinfo if tzinfo is True else tzinfo,
            fold=self._fold if fold is None else fold,
        )

    def _local_timezone(self):
        if self._tzinfo is None:
            seconds = self._local_seconds()
        else:
            seconds = (self - _EPOCH) // timedelta(seconds=1)
        local = _time.localtime(seconds)
        return timezone(timedelta(seconds=local.tm_gmtoff), local.tm_zone)

    def astimezone(self, tz=None):
        """The same moment in another time zone, the local one by default."""
        if tz is None:
            tz = self._local_timezone()
        elif not isinstance(tz, tzinfo):
            raise TypeError(f"tz argument must be an instance of tzinfo, not {type(tz).__name__}")
        mine = self._tzinfo
        if mine is None:
            mine = self._local_timezone()
            offset = mine.utcoffset(self)
        else:
            offset = mine.utcoffset(self)
            if offset is None:
                mine = self.replace(tzinfo=None)._local_timezone()
                offset = mine.utcoffset(self)
        if tz is mine:
            return self
        utc = (self - offset).replace(tzinfo=tz)
        return tz.fromutc(utc)

    def ctime(self):
        """The time as time.ctime() shows it."""
        weekday = self.toordinal() % 7 or 7
        return (
            f"{_DAY_NAMES[weekday]} {_MONTH_NAMES[self._month]} {self._day:2d} "
            f"{self._hour:02d}:{self._minute:02d}:{self._second:02d} {self._year:04d}"
        )

    def isoformat(self, sep="T", timespec="auto"):
        """YYYY-MM-DDTHH:MM:SS[.ffffff][+HH:MM], as `timespec` asks."""
        return (
            f"{self._year:04d}-{self._month:02d}-{self._day:02d}{sep}"
            + _format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
            + _format_offset(self.utcoffset())
        )

    def __repr__(self):
        fields = [self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond]
        if fields[-1] == 0:
            del fields[-1]
            if fields[-1] == 0:
                del fields[-1]
        text = ", ".join([str(field) for field in fields])
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        if self._fold:
            text += ", fold=1"
        return f"{_full_name(self.__class__)}({text})"

    def __str__(self):
        return self.isoformat(sep=" ")

    def utcoffset(self):
        """How far east of UTC, or None."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(self)
        _check_offset("utcoffset", offset)
        return offset

    def tzname(self):
        """The name of the time zone, or None."""
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def dst(self):
        """How much is daylight saving, or None."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.dst(self)
        _check_offset("dst", offset)
        return offset

    def _fields(self):
        return (
            self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond
        )

    def _compare(self, other, for_equality=False):
        mine = self._tzinfo
        theirs = other._tzinfo
        my_offset = their_offset = None
        if mine is theirs:
            same = True
        else:
            my_offset = self.utcoffset()
            their_offset = other.utcoffset()
            if for_equality:
                # What depends on the fold is equal to nothing in another zone.
                if my_offset != self.replace(fold=not self._fold).utcoffset():
                    return 2
                if their_offset != other.replace(fold=not other._fold).utcoffset():
                    return 2
            same = my_offset == their_offset
        if same:
            a = self._fields()
            b = other._fields()
            return (a > b) - (a < b)
        if my_offset is None or their_offset is None:
            if for_equality:
                return 2
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        difference = self - other
        if difference.days < 0:
            return -1
        return 1 if difference else 0

    def __eq__(self, other):
        if isinstance(other, datetime):
            return self._compare(other, True) == 0
        if isinstance(other, date):
            return False
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, datetime):
            return self._compare(other) < 0
        return _no_order(self, other)

    def __le__(self, other):
        if isinstance(other, datetime):
            return self._compare(other) <= 0
        return _no_order(self, other)

    def __gt__(self, other):
        if isinstance(other, datetime):
            return self._compare(other) > 0
        return _no_order(self, other)

    def __ge__(self, other):
        if isinstance(other, datetime):
            return self._compare(other) >= 0
        return _no_order(self, other)

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        seconds = self._hour * 3600 + self._minute * 60 + self._second + other._seconds
        microsecond = self._microsecond + other._microseconds
        if microsecond >= 1000000:
            microsecond -= 1000000
            seconds += 1
        days, seconds = divmod(seconds, 86400)
        ordinal = self.toordinal() + other._days + days
        if not 0 < ordinal <= _MAXORDINAL:
            raise OverflowError("date value out of range")
        hour, seconds = divmod(seconds, 3600)
        minute, second = divmod(seconds, 60)
        return type(self)(*_ord2ymd(ordinal), hour, minute, second, microsecond, self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if not isinstance(other, datetime):
            if isinstance(other, timedelta):
                return self + -other
            return NotImplemented
        days = self.toordinal() - other.toordinal()
        seconds = (
            (self._hour - other._hour) * 3600 + (self._minute - other._minute) * 60 + self._second - other._second
        )
        total = (days * 86400 + seconds) * 1000000 + self._microsecond - other._microsecond
        if self._tzinfo is other._tzinfo:
            return timedelta._from_microseconds(total)
        mine = self.utcoffset()
        theirs = other.utcoffset()
        if mine == theirs:
            return timedelta._from_microseconds(total)
        if mine is None or theirs is None:
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return timedelta._from_microseconds(total) + theirs - mine

    def __hash__(self):
        if self._hashcode == -1:
            offset = self.replace(fold=0).utcoffset() if self._fold else self.utcoffset()
            if offset is None:
                self._hashcode = hash(self._fields())
            else:
                days = _ymd2ord(self._year, self._month, self._day)
                seconds = self._hour * 3600 + self._minute * 60 + self._second
                self._hashcode = hash(timedelta(days, seconds, self._microsecond) - offset)
        return self._hashcode

    def __reduce__(self):
        return self.__class__, (*self._fields(), self._tzinfo)


def _no_order(value, other):
    if isinstance(other, date):
        raise TypeError(
            f"can't compare {_full_name(type(value))} to {_full_name(type(other))}"
        )
    return NotImplemented


def _timestamp_microseconds(timestamp):
    if isinstance(timestamp, int):
        return timestamp * 1000000
    if not isinstance(timestamp, float):
        timestamp = float(timestamp) if hasattr(timestamp, "__float__") else _index(timestamp)
    if timestamp != timestamp:
        raise ValueError("Invalid value NaN (not a number)")
    fraction, whole = _modf(timestamp)
    return int(whole) * 1000000 + round(fraction * 1e6)


def _end_of_date(text):
    """Where the date of a combined ISO 8601 string ends."""
    if text[4:5] == "-":
        if text[5:6] != "W":
            return 10
        # YYYY-Www-D when a digit stands alone behind the dash; else the dash separates, or starts an offset
        if text[8:9] == "-" and text[9:10].isdigit() and not text[10:11].isdigit():
            return 10
        return 8
    if text[4:5] == "W":
        end = 7
        while end < len(text) and text[end].isdigit():
            end += 1
        if end < 9:
            return end
        return 7 if end % 2 == 0 else 8
    return 8


datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)


# ---- timezone


_omitted = object()


class timezone(tzinfo):
    """A time zone with a fixed offset from UTC."""

    __slots__ = ("_offset", "_name")

    def __new__(cls, offset, name=_omitted):
        if not isinstance(offset, timedelta):
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}")
        if name is _omitted:
            if not offset and "utc" in cls.__dict__:
                return cls.utc
            name = None
        elif not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {type(name).__name__}")
        if not -_DAY < offset < _DAY:
            raise ValueError(
                "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), "
                f"not {offset!r}."
            )
        return cls._create(offset, name)

    @classmethod
    def _create(cls, offset, name=None):
        self = object.__new__(cls)
        self._offset = offset
        self._name = name
        return self

    def __init_subclass__(cls):
        raise TypeError("type 'datetime.timezone' is not an acceptable base type")

    def __eq__(self, other):
        if isinstance(other, timezone):
            return self._offset == other._offset
        return NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        if self._name is None:
            return f"datetime.timezone({self._offset!r})"
        return f"datetime.timezone({self._offset!r}, {self._name!r})"

    def __str__(self):
        return self.tzname(None)

    def utcoffset(self, dt):
        self._check(dt, "utcoffset")
        return self._offset

    def tzname(self, dt):
        self._check(dt, "tzname")
        if self._name is not None:
            return self._name
        if not self._offset:
            return "UTC"
        return "UTC" + _format_offset(self._offset)

    def dst(self, dt):
        self._check(dt, "dst")
        return None

    def fromutc(self, dt):
        if isinstance(dt, datetime):
            if dt.tzinfo is not self:
                raise ValueError("fromutc: dt.tzinfo is not self")
            return dt + self._offset
        raise TypeError("fromutc() argument must be a datetime instance or None")

    def _check(self, dt, name):
        if dt is not None and not isinstance(dt, datetime):
            raise TypeError(f"{name}(dt) argument must be a datetime instance or None, not {type(dt).__name__}")

    def __reduce__(self):
        return self.__class__, (self._offset,) if self._name is None else (self._offset, self._name)


UTC = timezone.utc = timezone._create(timedelta(0))
timezone.min = timezone._create(-timedelta(hours=23, minutes=59))
timezone.max = timezone._create(timedelta(hours=23, minutes=59))
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

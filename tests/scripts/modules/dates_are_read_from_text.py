from datetime import datetime

for text in (
    "2024-01-02", "2024-01-02T03:04", "2024-01-02 03:04:05.678", "20240102T030405Z", "2024-W05-2T10",
    "2024-01-02T03:04:05+05:30", "x", "2024-13-02", "2024-01-02T25:00", "2024-01-02T03:04:05+",
):
    try:
        print(text, repr(datetime.fromisoformat(text)))
    except ValueError as error:
        print(error)

for text, format in (
    ("2024-01-02 03:04:05", "%Y-%m-%d %H:%M:%S"), ("Jan 5 99", "%b %d %y"), ("12:30 am", "%I:%M %p"),
    ("2024-060", "%Y-%j"), ("05.123", "%S.%f"), ("2024-01-01T00:00:00+0530", "%Y-%m-%dT%H:%M:%S%z"),
    ("2024 10 3", "%Y %W %w"), ("111", "%d%m"), ("2024", "%Y-%m"), ("2024-01x", "%Y-%m"), ("1", "%Q"),
    ("31 Feb 2024", "%d %b %Y"),
):
    try:
        print(text, repr(datetime.strptime(text, format)))
    except ValueError as error:
        print(error)

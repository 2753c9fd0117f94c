import traceback

try:
    1 / 0
except ZeroDivisionError:
    print(traceback.format_exc().splitlines()[-1])
try:
    try:
        {}["x"]
    except KeyError as error:
        raise ValueError("v") from error
except ValueError as error:
    lines = traceback.format_exception(error)
    print("direct cause" in "".join(lines), lines[-1].strip(), traceback.format_exception_only(error))
    print([(entry.name, entry.line) for entry in traceback.extract_tb(error.__traceback__)])

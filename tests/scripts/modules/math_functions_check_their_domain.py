import math

for function in (math.sqrt, math.log, math.acos, math.gamma, math.exp, math.factorial, math.isqrt):
    for value in (-1, 1000, 0, float("inf"), float("nan"), "x"):
        try:
            print(function.__name__, value, function(value) if value != 1000 or function is not math.factorial else "big")
        except (ValueError, OverflowError, TypeError) as error:
            print(function.__name__, value, type(error).__name__, error)

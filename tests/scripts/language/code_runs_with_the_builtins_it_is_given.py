"""`__builtins__` in the globals of eval, exec and functions says which built-in names there are."""
import builtins
import types


def attempt(run, *arguments):
    try:
        print(run(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


attempt(eval, "abs(-1)", {"__builtins__": {}})
attempt(eval, "abs(-2) + 1", {"__builtins__": {"abs": abs}})
attempt(eval, "abs(-2) + 1", {"__builtins__": {}}, {"abs": abs})
attempt(eval, "abs(-2)", {"__builtins__": builtins})
attempt(exec, "import os", {"__builtins__": {}})
attempt(exec, "class A: pass", {"__builtins__": {}})
attempt(exec, "def f(): return len('ab')\nprint(f())", {"__builtins__": {"print": print}})
inner = "print(len('abc'))"
attempt(exec, "exec(inner)", {"__builtins__": {"exec": exec, "print": print}, "inner": inner})

names = {}
exec("x = 1", names)
print(names["__builtins__"] is vars(builtins))
compiled = compile("len('abcd')", "given", "eval")
attempt(eval, compiled, {"__builtins__": {"len": lambda text: "mine"}})
attempt(eval, compiled, {})


def size():
    return len("abc")


attempt(types.FunctionType(size.__code__, {"__builtins__": {"len": lambda text: "other"}}))
attempt(types.FunctionType(size.__code__, {"len": lambda text: "global"}))

seen = []
original = builtins.__import__


def watching(name, *arguments, **keywords):
    seen.append(name)
    return original(name, *arguments, **keywords)


builtins.__import__ = watching
import keyword
from math import sqrt
builtins.__import__ = original
import string
print("keyword" in seen, "math" in seen, "string" in seen, keyword.iskeyword("if"), sqrt(4.0))

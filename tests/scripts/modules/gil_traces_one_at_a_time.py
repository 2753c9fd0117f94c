# cpython: skip the module is minipy's own
import gil
import os
import random

path = f"/tmp/minipy-trace-{os.getpid()}-{random.random()}.json"
with gil.trace(path) as first:
    print(first.path == path, first.format)  # expect: True chrome
    try:
        with gil.trace(path):
            print("never")
    except RuntimeError as error:
        print(str(error).replace(path, "PATH"))  # expect: a trace is being recorded already, to 'PATH': one at a time
with open(path) as file:
    print(file.read().startswith("{"))  # expect: True
# Another one may follow.
with gil.trace(path, format="firefox"):
    pass
with open(path) as file:
    print('"preprocessedProfileVersion"' in file.read())  # expect: True
os.remove(path)

for wrong in (lambda: gil.trace(path, "svg"), lambda: gil.trace("/nowhere/t.json").__enter__(),
              lambda: gil.trace(3).__enter__()):
    try:
        wrong()
    except (ValueError, OSError, TypeError) as error:
        print(type(error).__name__, error)
# expect: ValueError format must be 'chrome' or 'firefox', not 'svg'
# expect: FileNotFoundError [Errno 2] No such file or directory: '/nowhere/t.json'
# expect: TypeError gil.trace: path should be string, bytes or os.PathLike, not int
with gil.trace("/dev/null"):
    pass
try:
    with gil.trace("/dev/full"):
        pass
except OSError as error:
    print(error)  # expect: [Errno 28] No space left on device: '/dev/full'

# cpython: skip the module is minipy's own
import gil
import os
import random
import threading

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

# Only what was begun ends, and once; the one that is being recorded goes on.
with gil.trace("/dev/null") as running:
    try:
        gil.trace(path).__exit__(None, None, None)
    except RuntimeError as error:
        print(str(error).replace(path, "PATH"))  # expect: no trace is being recorded to 'PATH'
    try:
        gil.trace(path).__enter__()
    except RuntimeError as error:
        print(str(error)[:31])  # expect: a trace is being recorded alrea
try:
    running.__exit__(None, None, None)
except RuntimeError as error:
    print(error)  # expect: no trace is being recorded to '/dev/null'

recording = gil._start("/dev/null", "chrome")
stopped, refused = [], []


def stop():
    try:
        recording.stop()
        stopped.append(True)
    except RuntimeError as error:
        refused.append(str(error))


threads = [threading.Thread(target=stop) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(stopped), set(refused))  # expect: 1 {'the recording has ended already'}

try:
    with gil.trace("/dev/full"):
        pass
except OSError as error:
    print(error)  # expect: [Errno 28] No space left on device: '/dev/full'

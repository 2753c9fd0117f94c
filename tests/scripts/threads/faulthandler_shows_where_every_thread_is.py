import faulthandler
import os
import re
import sys
import tempfile
import threading
import time

lock = threading.Lock()


def hold(started, done):
    with lock:
        started.set()
        done.wait()


def want(started):
    started.set()
    with lock:
        pass


def dumped(dump):
    with tempfile.TemporaryFile("w+") as file:
        dump(file)
        file.seek(0)
        return file.read()


def own_lines(text):
    """The lines about this file and the headings, without numbers of threads."""
    kept = []
    for line in text.splitlines():
        found = re.match(r'  File ".*[/\\]faulthandler_shows\w*\.py", (line \d+ in .*)', line)
        if found:
            kept.append("  " + found[1])
        elif not line.startswith("  "):
            kept.append(re.sub(r"0x[0-9a-f]{16}", "0x...", line))
    return "\n".join(kept)


holding, wanting, done = threading.Event(), threading.Event(), threading.Event()
holder = threading.Thread(target=hold, args=(holding, done))
holder.start()
holding.wait()
waiter = threading.Thread(target=want, args=(wanting,))
waiter.start()
wanting.wait()
time.sleep(0.1)

print(own_lines(dumped(lambda file: faulthandler.dump_traceback(file))))
print(own_lines(dumped(lambda file: faulthandler.dump_traceback(file=file, all_threads=False))))
print(sorted(sys._current_frames()) == sorted(thread.ident for thread in threading.enumerate()))
print(sys._current_frames()[holder.ident].f_back is not None)

with tempfile.TemporaryFile("w+") as file:
    faulthandler.dump_traceback_later(0.05, file=file)
    time.sleep(0.5)
    file.seek(0)
    print(own_lines(file.read()))
with tempfile.TemporaryFile("w+") as file:
    faulthandler.dump_traceback_later(0.3, repeat=True, file=file)
    faulthandler.cancel_dump_traceback_later()
    time.sleep(0.5)
    print(os.fstat(file.fileno()).st_size)
try:
    faulthandler.dump_traceback_later(0)
except ValueError as error:
    print(error)

done.set()
holder.join()
waiter.join()

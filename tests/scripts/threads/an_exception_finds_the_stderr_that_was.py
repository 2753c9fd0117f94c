import io
import sys
import threading

real, sys.stderr = sys.stderr, io.StringIO()
go = threading.Event()


def fail():
    go.wait()
    1 / 0


thread = threading.Thread(target=fail, name="worker")
thread.start()
kept, sys.stderr = sys.stderr, None
go.set()
thread.join()
lines = kept.getvalue().splitlines()
sys.stderr = real
print(lines[0])  # expect: Exception in thread worker:
print(lines[-1])  # expect: ZeroDivisionError: division by zero

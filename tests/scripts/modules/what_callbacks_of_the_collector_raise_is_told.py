import gc
import sys

phases = []


def note(phase, info):
    phases.append((phase, sorted(info)))


def fail(phase, info):
    raise ValueError(phase)


told = []
sys.unraisablehook = lambda report: told.append(
    (type(report).__name__, report.exc_type.__name__, str(report.exc_value), report.exc_traceback is not None, report.err_msg,
     report.object is fail, len(report)))
gc.collect()
gc.callbacks[:] = [fail, note]
print(type(gc.collect()).__name__)  # expect: int
gc.callbacks.clear()
print(phases)  # expect: [('start', ['collected', 'generation', 'uncollectable']), ('stop', ['collected', 'generation', 'uncollectable'])]
for row in told:
    print(row)
# expect: ('UnraisableHookArgs', 'ValueError', 'start', True, None, True, 5)
# expect: ('UnraisableHookArgs', 'ValueError', 'stop', True, None, True, 5)

# The hook that is there at first writes what it is given.
import io

sys.unraisablehook = sys.__unraisablehook__
sys.stderr, kept = io.StringIO(), sys.stderr
gc.callbacks.append(fail)
gc.collect()
gc.callbacks.clear()
written, sys.stderr = sys.stderr.getvalue(), kept
lines = written.splitlines()
print(len(lines), lines[0].split(" at ")[0], lines[1], lines[-1], sep="\n")
# expect: 10
# expect: Exception ignored in: <function fail
# expect: Traceback (most recent call last):
# expect: ValueError: stop

# seconds: 120
import sys
import threading
import time

here = __file__.rpartition("/")[0] or "."
problems = []


def one_round(name):
    start = threading.Barrier(8)
    seen = []

    def work():
        start.wait()
        try:
            module = __import__(name)
            seen.append((id(module), module.value, module.finished))
        except BaseException as e:
            problems.append(repr(e))

    threads = [threading.Thread(target=work) for _ in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    if len(set(seen)) != 1 or len(seen) != 8 or not seen[0][2]:
        problems.append((name, seen))


for _ in range(10):
    for name in ("_imported_slowly", "_imported_in_a_circle"):
        sys.modules.pop(name, None)
        sys.modules.pop("_imported_back", None)
        one_round(name)
print(problems[:3])  # expect: []

# cpython: skip the module is minipy's own
import gil
import sys
import threading
import time

print(gil.enabled() == sys._is_gil_enabled())  # expect: True
print(gil.policy() if gil.enabled() else "interval", gil.enabled() or gil.policy() is None)  # expect: interval True
print(gil.waiting())  # expect: ()

stats = gil.stats()
print(stats["format"], stats["version"], stats["gil"] == gil.enabled())  # expect: minipy-stats 1 True
main = stats["threads"][0]
print(main["name"], main["number"])  # expect: MainThread 1
print(main["hold_ns"] + main["wait_ns"] + main["blocked_ns"] == main["life_ns"])  # expect: True
print(sorted(main["hand_offs"]) == sorted(main["detaches"]))  # expect: True

# Another thread's numbers go on while it sleeps, and hold together.
done = threading.Event()
sleeper = threading.Thread(target=done.wait, name="sleeper")
sleeper.start()
seen = []
while len(seen) < 2:
    for thread in gil.stats()["threads"]:
        if thread["name"] == "sleeper" and thread["takes"] > 0:
            seen.append(thread)
    time.sleep(0.001)
print(seen[0]["life_ns"] < seen[1]["life_ns"])  # expect: True
print(all(t["hold_ns"] + t["wait_ns"] + t["blocked_ns"] == t["life_ns"] for t in seen))  # expect: True
done.set()
sleeper.join()

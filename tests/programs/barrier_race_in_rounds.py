from threading import Barrier, Thread, BrokenBarrierError, Lock
from time import sleep

players = ["Kermit", "Piggy", "Gonzo"]
ROUNDS = 3
log = [[] for _ in range(ROUNDS)]
log_lock = Lock()
finished = []


def on_round():
    finished.append(len(finished) + 1)


barrier = Barrier(len(players), action=on_round, timeout=30)


def race(name):
    for r in range(ROUNDS):
        sleep(0.001 * len(name))
        with log_lock:
            log[r].append(name)
        barrier.wait()
        # everybody sees a whole round
        assert len(log[r]) == len(players), log


threads = []
for name in players:
    t = Thread(target=race, args=(name,), name=name)
    threads.append(t)
    t.start()
for t in threads:
    t.join()
for i, names in enumerate(log, start=1):
    print(f"Round {i}:", ", ".join(sorted(names)))
print("rounds finished:", finished)
print("parties", barrier.parties, "waiting", barrier.n_waiting, "broken", barrier.broken)

barrier.abort()
try:
    barrier.wait()
except BrokenBarrierError as e:
    print("the barrier is broken:", type(e).__mro__[1].__name__)
barrier.reset()
print(barrier.broken)
try:
    barrier.wait(timeout=0.01)
except BrokenBarrierError:
    print("nobody came")

import threading

barrier = threading.Barrier(3, action=lambda: log.append("all"))
log = []
positions = []


def run():
    for _ in range(2):
        positions.append(barrier.wait())


threads = [threading.Thread(target=run) for _ in range(3)]
[t.start() for t in threads]
[t.join() for t in threads]
print(log, sorted(positions), barrier.parties, barrier.n_waiting, barrier.broken)
# expect: ['all', 'all'] [0, 0, 1, 1, 2, 2] 3 0 False

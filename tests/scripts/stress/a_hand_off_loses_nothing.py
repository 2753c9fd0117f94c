# seconds: 120
# options: --switch-interval 100us
import sys
import threading

sys.setswitchinterval(0.0001)
condition = threading.Condition()
turn = 0
log = []


def player(me, players, rounds):
    global turn
    for _ in range(rounds):
        with condition:
            while turn != me:
                condition.wait()
            log.append(me)
            turn = (turn + 1) % players
            condition.notify_all()


threads = [threading.Thread(target=player, args=(n, 5, 200)) for n in range(5)]
[t.start() for t in threads]
[t.join() for t in threads]
print(log == [0, 1, 2, 3, 4] * 200)  # expect: True

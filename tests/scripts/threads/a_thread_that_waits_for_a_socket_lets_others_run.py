import select
import socket
from threading import Thread

# Every pair of ends waits for the other in turn; on one worker nothing would move if a wait kept it.
pairs = [socket.socketpair() for _ in range(8)]
counts = []


def play(end, first):
    number = 0
    if first:
        end.sendall(b"1")
    while number < 49:
        if number % 3 == 0:
            select.select([end], [], [])
        number = int(end.recv(10))
        end.sendall(b"%d" % (number + 1))
    counts.append(number)


threads = [Thread(target=play, args=(end, first)) for a, b in pairs for end, first in ((a, True), (b, False))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(counts), set(counts))  # expect: 16 {49, 50}

# A thread that waits for ever does not keep the program from ending.
Thread(target=lambda: pairs[0][0].recv(1), daemon=True).start()
print("done")  # expect: done

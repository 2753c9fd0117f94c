# cpython: skip the policy is minipy's
# discipline: on
# options: --gil-policy priority --switch-interval 200us
import socket
from threading import Thread

# Many threads that block and come back all the time, and two that only compute.
pairs = [socket.socketpair() for _ in range(6)]
progress = [0, 0]
done = False


def compute(number):
    while not done:
        progress[number] += 1


def echo(end):
    try:
        while data := end.recv(1):
            end.sendall(data)
    except BrokenPipeError:
        pass  # the other end was faster


threads = [Thread(target=compute, args=(n,)) for n in range(2)]
for a, b in pairs:
    threads.append(Thread(target=echo, args=(a,)))
    threads.append(Thread(target=echo, args=(b,)))
for thread in threads:
    thread.start()
for a, _ in pairs:
    a.sendall(b"x")
while min(progress) < 2000:
    pass
done = True
for a, b in pairs:
    a.shutdown(socket.SHUT_RDWR)
for thread in threads:
    thread.join()
print("all ended")  # expect: all ended

import socket
from threading import Thread

a, b = socket.socketpair()
received = []


def receive():
    while data := b.recv(1):
        received.append(data)


receivers = [Thread(target=receive) for _ in range(4)]
senders = [Thread(target=lambda: [a.sendall(b"x") for _ in range(100)]) for _ in range(3)]
for thread in receivers + senders:
    thread.start()
for thread in senders:
    thread.join()
a.shutdown(socket.SHUT_WR)
for thread in receivers:
    thread.join()
print(len(received), set(received))  # expect: 300 {b'x'}

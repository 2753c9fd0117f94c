import socket

print(socket.inet_aton("127.0.0.1"), socket.inet_ntoa(b"\x0a\x00\x00\x01"))  # expect: b'\x7f\x00\x00\x01' 10.0.0.1
print(socket.inet_pton(socket.AF_INET6, "::1")[-1], socket.inet_ntop(socket.AF_INET, bytes(4)))  # expect: 1 0.0.0.0
print(socket.htons(1) == 256, socket.ntohs(socket.htons(4660)), socket.ntohl(socket.htonl(305419896)))  # expect: True 4660 305419896
print(socket.gethostbyname("127.0.0.1"), isinstance(socket.gethostname(), str))  # expect: 127.0.0.1 True
for found in socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM):
    print(found)  # expect: (<AddressFamily.AF_INET: 2>, <SocketKind.SOCK_STREAM: 1>, 6, '', ('127.0.0.1', 80))
try:
    socket.htons(70000)
except OverflowError:
    print("too large")  # expect: too large

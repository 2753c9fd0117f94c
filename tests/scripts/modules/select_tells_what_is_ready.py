import select
import selectors
import socket

a, b = socket.socketpair()
c, d = socket.socketpair()
print(select.select([a, c], [], [], 0))  # expect: ([], [], [])
b.send(b"x")
print([s is a for s in select.select([a, c], [], [])[0]])  # expect: [True]
readable, writable, exceptional = select.select([a.fileno(), c], [b, d.fileno()], [a], 10)
print(readable == [a.fileno()], writable == [b, d.fileno()], exceptional)  # expect: True True []
print(select.select([], [], [], 0.01))  # expect: ([], [], [])

poller = select.poll()
poller.register(a, select.POLLIN)
poller.register(c.fileno(), select.POLLIN | select.POLLOUT)
found = dict(poller.poll(1000))
print(found == {a.fileno(): select.POLLIN, c.fileno(): select.POLLOUT})  # expect: True
poller.modify(c, select.POLLIN)
poller.unregister(a)
print(poller.poll(0))  # expect: []
d.close()
print(bool(poller.poll()[0][1] & select.POLLHUP))  # expect: True
try:
    poller.unregister(a)
except KeyError:
    print("not registered")  # expect: not registered

for kind in (selectors.DefaultSelector, selectors.SelectSelector, selectors.PollSelector):
    with kind() as selector:
        key = selector.register(a, selectors.EVENT_READ, data="the reader")
        selector.register(b, selectors.EVENT_READ | selectors.EVENT_WRITE, data="both")
        print(key.fileobj is a, key.fd == a.fileno(), key.events, key.data)
        print(sorted((key.data, mask) for key, mask in selector.select(timeout=5)))
        print(selector.get_key(b).data, len(selector.get_map()))
        selector.modify(b, selectors.EVENT_READ, data="reads now")
        print([key.data for key, _ in selector.select()])
        selector.unregister(a)
        print(selector.select(timeout=0.01), selector.select(-1))
        try:
            selector.register(b, selectors.EVENT_READ)
        except KeyError as error:
            print("is already registered" in str(error))
        try:
            selector.get_key(a)
        except KeyError as error:
            print("is not registered" in str(error))
# expect: True True 1 the reader
# expect: [('both', 2), ('the reader', 1)]
# expect: both 2
# expect: ['the reader']
# expect: [] []
# expect: True
# expect: True
# expect: True True 1 the reader
# expect: [('both', 2), ('the reader', 1)]
# expect: both 2
# expect: ['the reader']
# expect: [] []
# expect: True
# expect: True
# expect: True True 1 the reader
# expect: [('both', 2), ('the reader', 1)]
# expect: both 2
# expect: ['the reader']
# expect: [] []
# expect: True
# expect: True
try:
    select.select([-1], [], [], 0)
except ValueError as error:
    print(error)  # expect: file descriptor cannot be a negative integer (-1)
try:
    select.select([object()], [], [], 0)
except TypeError as error:
    print(error)  # expect: argument must be an int, or have a fileno() method.

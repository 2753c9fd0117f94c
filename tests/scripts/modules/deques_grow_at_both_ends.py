from collections import deque

q = deque([1, 2, 3], maxlen=3)
q.append(4)
q.appendleft(0)
print(q, q[0], q[-1], len(q), list(reversed(q)), 3 in q, q.index(2), q.count(2))
q.rotate(1)
print(q)
q.extend([7, 8])
q.extendleft("ab")
print(q, q.pop(), q.popleft(), q, q.maxlen)
q = deque(range(5))
del q[1]
q[0] = 9
q.insert(2, "i")
q.remove(4)
q.reverse()
print(q, q + deque([1]), q * 2, q == deque(q), bool(deque()), deque([1]) < deque([2]))
for attempt in (
    lambda: deque().pop(), lambda: deque().popleft(), lambda: q[99], lambda: q.remove(99), lambda: q.index(99),
    lambda: deque(maxlen=-1), lambda: [q.append(1) for _ in q],
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)

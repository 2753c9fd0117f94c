import queue

q = queue.Queue(1)
q.put("a")
print(q.full(), q.qsize())  # expect: True 1
try:
    q.put("b", block=False)
except queue.Full as e:
    print(repr(e))  # expect: Full()
print(q.get())  # expect: a
try:
    q.get(timeout=0.01)
except queue.Empty as e:
    print(repr(e))  # expect: Empty()
try:
    q.get_nowait()
except queue.Empty:
    print("empty")  # expect: empty
stack, heap = queue.LifoQueue(), queue.PriorityQueue()
for n in (2, 3, 1):
    stack.put(n)
    heap.put(n)
print([stack.get() for _ in range(3)], [heap.get() for _ in range(3)])  # expect: [1, 3, 2] [1, 2, 3]

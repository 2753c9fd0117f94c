# Monitor pattern: a class whose methods are synchronised by a decorator.
from functools import wraps
from threading import Condition, RLock, Thread


def synchronized(method):
    @wraps(method)
    def inner(self, *args, **kwargs):
        with self._monitor:
            return method(self, *args, **kwargs)
    return inner


class Monitor:
    def __init_subclass__(cls, /, sync=(), **kwargs):
        super().__init_subclass__(**kwargs)
        for name in sync:
            setattr(cls, name, synchronized(cls.__dict__[name]))
        cls.synchronised_methods = tuple(sync)

    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        self._monitor = RLock()
        self._changed = Condition(self._monitor)
        return self


class BoundedBuffer(Monitor, sync=("put", "get", "__len__")):
    def __init__(self, size):
        self.slots = [None] * size
        self.head = self.tail = self.count = 0
        self.high_water = 0

    def put(self, item):
        while self.count == len(self.slots):
            self._changed.wait()
        self.slots[self.tail] = item
        self.tail = (self.tail + 1) % len(self.slots)
        self.count += 1
        self.high_water = max(self.high_water, self.count)
        self._changed.notify_all()

    def get(self):
        while not self.count:
            self._changed.wait()
        item, self.slots[self.head] = self.slots[self.head], None
        self.head = (self.head + 1) % len(self.slots)
        self.count -= 1
        self._changed.notify_all()
        return item

    def __len__(self):
        return self.count


class Counter(Monitor, sync=("increment", "increment_twice")):
    value = 0

    def increment(self, by=1):
        self.value += by
        return self.value

    def increment_twice(self):
        self.increment()            # re-entrant
        return self.increment()


buffer = BoundedBuffer(3)
got = [[] for _ in range(2)]


def produce(start):
    for i in range(start, start + 100):
        buffer.put(i)


def consume(into):
    while (item := buffer.get()) is not None:
        into.append(item)


producers = [Thread(target=produce, args=(k * 1000,)) for k in range(3)]
consumers = [Thread(target=consume, args=(g,)) for g in got]
for t in producers + consumers:
    t.start()
for t in producers:
    t.join()
for _ in consumers:
    buffer.put(None)
for t in consumers:
    t.join()
merged = sorted(got[0] + got[1])
print(len(merged), merged[:3], merged[-1], merged == sorted({*range(100), *range(1000, 1100), *range(2000, 2100)}))
# each consumer sees the items of one producer in order
print(all([x for x in g if x // 1000 == k] == sorted(x for x in g if x // 1000 == k) for g in got for k in range(3)))
print(len(buffer), buffer.high_water <= 3, buffer.synchronised_methods, BoundedBuffer.put.__name__)
c = Counter()
ts = [Thread(target=lambda: [c.increment_twice() for _ in range(250)]) for _ in range(4)]
any(t.start() for t in ts) or any(t.join() for t in ts)
print(c.value, Counter.value, vars(c)["value"])

import pickle
import threading
from collections import ChainMap, namedtuple

Pair = namedtuple("Pair", "a b")


class Plain:
    def __init__(self):
        self.x = 1


for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    again = [pickle.loads(pickle.dumps(it, protocol)) for it in (len, [1].count, ChainMap({}, {1: 2}), Pair(1, 2), Plain())]
    print(protocol, again[0] is len, again[1](1), again[2], again[3], again[4].x)
for it in (threading.Lock(), (i for i in []), pickle):
    try:
        pickle.dumps(it)
    except TypeError as e:
        print(str(e).replace("_thread.", ""))
lock = threading.Lock()
print(lock.acquire(timeout=threading.TIMEOUT_MAX))
try:
    lock.acquire(timeout=threading.TIMEOUT_MAX + 1)
except OverflowError as e:
    print(type(e).__name__)

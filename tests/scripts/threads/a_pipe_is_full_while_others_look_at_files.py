# cpython: skip a file that nobody has any more is written at once there, and waits for ever for a reader
"""What waits in a file over a pipe keeps nobody from asking the file system, or from collecting."""
import gc
import os
import threading

COUNT = 500_000


def reader(end, counts):
    count = 0
    while count < COUNT:
        count += len(os.read(end, 65536))
    counts.append(count)


def write(end):
    file = os.fdopen(end, "wb", buffering=1 << 20)
    file.write(b"x" * COUNT)
    return file


counts = []
receiving, sending = os.pipe()
kept = write(sending)
thread = threading.Thread(target=reader, args=(receiving, counts))
thread.start()
os.stat("/tmp")
os.listdir("/tmp")
kept.flush()
thread.join()

receiving, sending = os.pipe()
write(sending)  # nobody has the file any more
thread = threading.Thread(target=reader, args=(receiving, counts))
thread.start()
for _ in range(5):
    gc.collect()
thread.join()
print(counts)

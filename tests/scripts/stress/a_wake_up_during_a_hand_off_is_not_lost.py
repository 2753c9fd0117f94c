# options: --switch-interval 10us
# A thread that lets go of the GIL to wait for a lock may have to wait for the hand-off first; the wake-up for the
# lock that comes meanwhile must not be mistaken for the hand-off's. Hangs within a second or two when it is.
import threading

lock = threading.Lock()
done = []


def work(n):
    for _ in range(40):
        with lock:
            done.append(n)


for _ in range(30):
    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
print(len(done))  # expect: 4800

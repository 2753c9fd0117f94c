import os
import signal
import threading
import time

seen = []
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.getsignal(signal.SIGTERM), signal.SIGUSR1, repr(signal.SIG_IGN))
print(signal.signal(signal.SIGUSR1, lambda number, frame: seen.append(number)))
signal.raise_signal(signal.SIGUSR1)
os.kill(os.getpid(), signal.SIGUSR1)
print(seen, signal.Signals(10).name, signal.strsignal(15))


def interrupted(number, frame):
    raise TimeoutError("too slow")


signal.signal(signal.SIGALRM, interrupted)
signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
    time.sleep(30)
except TimeoutError as e:
    print("sleep:", e)
signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
    while True:
        pass
except TimeoutError as e:
    print("loop:", e)
print(signal.alarm(100), signal.alarm(0) > 0, signal.getitimer(signal.ITIMER_REAL))

# A handler runs in the main thread, whoever sends the signal.
signal.signal(signal.SIGUSR2, lambda number, frame: seen.append(threading.current_thread().name))
t = threading.Thread(target=lambda: os.kill(os.getpid(), signal.SIGUSR2))
t.start()
t.join()
while len(seen) < 3:
    time.sleep(0.001)
print(seen[-1])

try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("KeyboardInterrupt")
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.raise_signal(signal.SIGINT)
print(signal.getsignal(signal.SIGINT))


def elsewhere():
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    except ValueError as e:
        print(e)


t = threading.Thread(target=elsewhere)
t.start()
t.join()
for arguments in [(signal.SIGTERM, "x"), (99, signal.SIG_DFL)]:
    try:
        signal.signal(*arguments)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
signal.signal(signal.SIGTERM, signal.SIG_DFL)

import threading
import time


def forever():
    while True:
        time.sleep(0.001)


def compute():
    n = 0
    while True:
        n += 1


threading.Thread(target=forever, daemon=True).start()
threading.Thread(target=compute, daemon=True).start()
threading.Thread(target=threading.Event().wait, daemon=True).start()
time.sleep(0.02)
print("main ends")  # expect: main ends

import threading


def fail():
    raise ValueError("in the thread")


t = threading.Thread(target=fail)
t.start()
t.join()
print("still here")  # expect: still here

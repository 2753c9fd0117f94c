import threading


def fail(n):
    return 1 / n


t = threading.Thread(target=fail, args=(0,), name="failing")
t.start()
t.join()
print("goes on", t.is_alive())  # expect: goes on False

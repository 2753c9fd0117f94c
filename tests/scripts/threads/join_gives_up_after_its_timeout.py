import threading
import time

gate = threading.Event()
t = threading.Thread(target=gate.wait)
t.start()
began = time.monotonic()
print(t.join(timeout=0.05), t.is_alive(), time.monotonic() - began >= 0.05)  # expect: None True True
t.join(0)
gate.set()
t.join(10)
print(t.is_alive())  # expect: False

import threading

gate = threading.Event()
t = threading.Thread(target=gate.wait, name="t", daemon=True)
print(repr(t), t.ident)  # expect: <Thread(t, initial daemon)> None
t.start()
print(repr(t).startswith("<Thread(t, started daemon "), isinstance(t.ident, int), t.native_id is not None, t.daemon)
# expect: True True True True
gate.set()
t.join()
print(repr(t).startswith("<Thread(t, stopped daemon "))  # expect: True

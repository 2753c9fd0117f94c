import threading

gate = threading.Event()
threads = [threading.Thread(target=gate.wait, name=f"t{n}") for n in range(3)]
print(threading.active_count())  # expect: 1
[t.start() for t in threads]
print(threading.active_count(), sorted(t.name for t in threading.enumerate()))
# expect: 4 ['MainThread', 't0', 't1', 't2']
gate.set()
[t.join() for t in threads]
print(threading.active_count(), threading.enumerate() == [threading.main_thread()])  # expect: 1 True

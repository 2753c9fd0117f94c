import threading


def f():
    names.append(threading.current_thread().name)


names = []
a = threading.Thread(target=f)
b = threading.Thread(target=f, name="mine")
c = threading.Thread(target=lambda: f())
for t in (a, b, c):
    t.start()
    t.join()
print(names, a.name)  # expect: ['Thread-1 (f)', 'mine', 'Thread-2 (<lambda>)'] Thread-1 (f)
a.name = "renamed"
print(a.name, threading.main_thread().name, threading.current_thread() is threading.main_thread())
# expect: renamed MainThread True

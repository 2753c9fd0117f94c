import threading

fired = []
a = threading.Timer(0.01, fired.append, args=["a"])
b = threading.Timer(5, fired.append, args=["b"])
a.start()
b.start()
b.cancel()
a.join()
b.join()
print(fired)  # expect: ['a']

# stdin: typed
import threading

got = []
t = threading.Thread(target=lambda: got.append(input()))
t.start()
total = sum(range(1000))
t.join()
print(got, total)  # expect: ['typed'] 499500

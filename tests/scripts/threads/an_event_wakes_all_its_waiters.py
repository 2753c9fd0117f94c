import threading

event = threading.Event()
results = []
threads = [threading.Thread(target=lambda: results.append(event.wait())) for _ in range(5)]
[t.start() for t in threads]
print(event.is_set(), event.wait(0.01), results)  # expect: False False []
event.set()
[t.join() for t in threads]
print(results, event.is_set(), event.wait())  # expect: [True, True, True, True, True] True True
event.clear()
print(event.is_set(), event.wait(timeout=0))  # expect: False False

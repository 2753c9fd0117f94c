from threading import Thread

done = []
threads = [Thread(target=done.append, args=(n,), daemon=True) for n in range(8)]
[t.start() for t in threads]
[t.join() for t in threads]
print(sorted(done), any(t.is_alive() for t in threads))  # expect: [0, 1, 2, 3, 4, 5, 6, 7] False

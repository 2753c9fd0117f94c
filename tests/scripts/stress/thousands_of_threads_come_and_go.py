"""More threads, one after the other, than the records that are kept of each."""
import threading

ended = []
for number in range(4500):
    thread = threading.Thread(target=ended.append, args=(number,))
    thread.start()
    thread.join()
print(ended == list(range(4500)))

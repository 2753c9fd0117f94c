# cpython: skip the policy is minipy's
# discipline: on
# options: --gil-policy fifo --switch-interval 100us
from threading import Thread

progress = [0] * 5
done = False


def compute(number):
    while not done:
        progress[number] += 1


threads = [Thread(target=compute, args=(n,)) for n in range(5)]
for thread in threads:
    thread.start()
while min(progress) < 1000:
    pass
done = True
for thread in threads:
    thread.join()
print(min(progress) >= 1000)  # expect: True

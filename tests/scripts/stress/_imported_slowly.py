import time

finished = False
time.sleep(0.002)
value = [n for n in range(100)][-1]
finished = True

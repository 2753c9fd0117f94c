import multiprocessing

print(multiprocessing.cpu_count() >= 1, isinstance(multiprocessing.cpu_count(), int))

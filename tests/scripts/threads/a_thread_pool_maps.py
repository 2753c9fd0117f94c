from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(max_workers=3) as pool:
    print(list(pool.map(lambda n: n * n, range(6))))  # expect: [0, 1, 4, 9, 16, 25]
    future = pool.submit(pow, 2, 10)
    print(future.result(), future.done())  # expect: 1024 True
    failed = pool.submit(lambda: 1 / 0)
    print(repr(failed.exception()))  # expect: ZeroDivisionError('division by zero')

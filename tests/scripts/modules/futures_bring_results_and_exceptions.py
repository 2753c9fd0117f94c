import concurrent.futures
from concurrent.futures import ThreadPoolExecutor, as_completed, wait


def work(x):
    if x == 3:
        raise ValueError("three")
    return x * x


with ThreadPoolExecutor(max_workers=3) as pool:
    futures = [pool.submit(work, x) for x in range(5)]
    done = sorted(f.exception().args[0] if f.exception() else str(f.result()) for f in as_completed(futures))
    print(done, list(pool.map(work, [4, 5])), all(f.done() for f in futures))
    finished, rest = wait(futures)
    print(len(finished), len(rest))
    print(pool.submit(pow, 2, 10).result(timeout=10))
try:
    pool.submit(work, 1)
except RuntimeError as error:
    print(error)
future = concurrent.futures.Future()
print(future.cancel(), future.cancelled())
try:
    future.result()
except concurrent.futures.CancelledError as error:
    print("cancelled")

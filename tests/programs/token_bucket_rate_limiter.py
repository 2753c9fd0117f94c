"""A token bucket rate limiter with an injected clock, and a decorator using it."""
import functools
import threading


class FakeClock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def advance(self, seconds):
        self.now += seconds


class TokenBucket:
    def __init__(self, rate: float, capacity: int, clock):
        self.rate = rate
        self.capacity = capacity
        self.clock = clock
        self._tokens = float(capacity)
        self._stamp = clock()
        self._lock = threading.Lock()

    def _refill(self) -> None:
        now = self.clock()
        elapsed, self._stamp = now - self._stamp, now
        self._tokens = min(self.capacity, self._tokens + elapsed * self.rate)

    def try_acquire(self, tokens: int = 1) -> bool:
        with self._lock:
            self._refill()
            if self._tokens >= tokens:
                self._tokens -= tokens
                return True
            return False

    @property
    def available(self) -> float:
        with self._lock:
            self._refill()
            return round(self._tokens, 6)


class RateLimitExceeded(RuntimeError):
    pass


def rate_limited(bucket):
    def decorator(func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            if not bucket.try_acquire():
                raise RateLimitExceeded(f"{func.__qualname__} called too often")
            return func(*args, **kwargs)
        wrapper.bucket = bucket
        return wrapper
    return decorator


clock = FakeClock()
bucket = TokenBucket(rate=2, capacity=3, clock=clock)


@rate_limited(bucket)
def ping(host: str, *, ttl: int = 64) -> str:
    "Pings a host."
    return f"pong from {host} (ttl={ttl})"


for step in range(5):
    try:
        print(step, ping("example.org", ttl=step))
    except RateLimitExceeded as e:
        print(step, "refused:", e)
for wait in (0.25, 0.25, 10):
    clock.advance(wait)
    print(f"after {wait:>5}s: {ping.bucket.available} tokens")
print(ping.__name__, ping.__doc__, ping.__wrapped__.__annotations__)

granted = []


def hammer():
    for _ in range(50):
        if bucket.try_acquire():
            granted.append(1)


threads = [threading.Thread(target=hammer) for _ in range(8)]
[t.start() for t in threads]
[t.join() for t in threads]
print("granted", len(granted), "of", 8 * 50)

import functools


@functools.lru_cache(maxsize=2)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(20), fib.cache_info(), fib.__name__)
fib.cache_clear()
print(fib.cache_info())


@functools.cache
def square(x):
    print("computing")
    return x * x


print(square(3), square(3), square(x=3))


class Lazy:
    @functools.cached_property
    def value(self):
        print("once")
        return 5

    @functools.lru_cache
    def method(self, a):
        print("called")
        return a


lazy = Lazy()
print(lazy.value, lazy.value, lazy.method(1), lazy.method(1))

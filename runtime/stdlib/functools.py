"""Functions that work on functions."""

from _functools import cmp_to_key, partial, reduce
from _thread import RLock

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key",
    "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod", "cached_property",
]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make a function that wraps another one look like it."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            pass
        else:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator that does what update_wrapper() does."""

    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)

    return decorate


# ---- total_ordering


def _made(name, function):
    function.__name__ = name
    return function


# For each comparison that a class has: how the three others follow from it.
def _from_lt():
    def gt(self, other):
        result = type(self).__lt__(self, other)
        return result if result is NotImplemented else not result and self != other

    def le(self, other):
        result = type(self).__lt__(self, other)
        return result if result is NotImplemented else result or self == other

    def ge(self, other):
        result = type(self).__lt__(self, other)
        return result if result is NotImplemented else not result

    return {"__gt__": gt, "__le__": le, "__ge__": ge}


def _from_le():
    def ge(self, other):
        result = type(self).__le__(self, other)
        return result if result is NotImplemented else not result or self == other

    def lt(self, other):
        result = type(self).__le__(self, other)
        return result if result is NotImplemented else result and self != other

    def gt(self, other):
        result = type(self).__le__(self, other)
        return result if result is NotImplemented else not result

    return {"__ge__": ge, "__lt__": lt, "__gt__": gt}


def _from_gt():
    def lt(self, other):
        result = type(self).__gt__(self, other)
        return result if result is NotImplemented else not (result or self == other)

    def ge(self, other):
        result = type(self).__gt__(self, other)
        return result if result is NotImplemented else result or self == other

    def le(self, other):
        result = type(self).__gt__(self, other)
        return result if result is NotImplemented else not result

    return {"__lt__": lt, "__ge__": ge, "__le__": le}


def _from_ge():
    def le(self, other):
        result = type(self).__ge__(self, other)
        return result if result is NotImplemented else not result or self == other

    def gt(self, other):
        result = type(self).__ge__(self, other)
        return result if result is NotImplemented else result and self != other

    def lt(self, other):
        result = type(self).__ge__(self, other)
        return result if result is NotImplemented else not result

    return {"__le__": le, "__gt__": gt, "__lt__": lt}


def total_ordering(cls):
    """Give a class that has one of < <= > >= the other three."""
    roots = {
        name
        for name in ("__lt__", "__le__", "__gt__", "__ge__")
        if getattr(cls, name, None) is not getattr(object, name, None)
    }
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(roots)  # prefers __lt__, then __le__, __gt__, __ge__
    makers = {"__lt__": _from_lt, "__le__": _from_le, "__gt__": _from_gt, "__ge__": _from_ge}
    for name, function in makers[root]().items():
        if name not in roots:
            setattr(cls, name, _made(name, function))
    return cls


# ---- partialmethod


def _unwrap_partial(func):
    """What all the partials around a function end in."""
    while isinstance(func, partial):
        func = func.func
    return func


class partialmethod:
    """partial() for methods: to be used in a class body."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            self.func = func.func
            self.args = func.args + args
            self.keywords = {**func.keywords, **keywords}
        else:
            self.func = func
            self.args = args
            self.keywords = keywords

    def __repr__(self):
        args = ", ".join(map(repr, self.args))
        keywords = ", ".join([f"{k}={v!r}" for k, v in self.keywords.items()])
        return f"functools.partialmethod({self.func}, {args}, {keywords})"

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            new_func = get(obj, cls)
            if new_func is not self.func:
                result = partial(new_func, *self.args, **self.keywords)
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)


# ---- caches


class _CacheInfo(tuple):
    __slots__ = ()
    _fields = ("hits", "misses", "maxsize", "currsize")

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return f"CacheInfo(hits={self[0]}, misses={self[1]}, maxsize={self[2]}, currsize={self[3]})"


_CacheInfo.__name__ = _CacheInfo.__qualname__ = "CacheInfo"


class _Key(list):
    """Arguments as a key that hashes once."""

    __slots__ = ("hashvalue",)

    def __init__(self, values):
        self[:] = values
        self.hashvalue = hash(values)

    def __hash__(self):
        return self.hashvalue


_keyword_mark = (object(),)
_missing = object()


def _make_key(args, kwds, typed):
    key = args
    if kwds:
        key += _keyword_mark
        for item in kwds.items():
            key += item
    if typed:
        key += tuple([type(v) for v in args])
        if kwds:
            key += tuple([type(v) for v in kwds.values()])
    elif len(key) == 1 and type(key[0]) in (int, str):
        return key[0]
    return _Key(key)


class _LruCache:
    """A function that remembers its results. Looking up and storing are under a lock; the function itself runs
    without it, so that several threads may compute at once."""

    def __init__(self, function, maxsize, typed):
        self._function = function
        self._maxsize = maxsize
        self._typed = typed
        self._cache = {}  # least recently used first
        self._lock = RLock()
        self._hits = self._misses = 0

    def __call__(self, /, *args, **kwds):
        if self._maxsize == 0:
            with self._lock:
                self._misses += 1
            return self._function(*args, **kwds)
        key = _make_key(args, kwds, self._typed)
        cache = self._cache
        with self._lock:
            result = cache.get(key, _missing)
            if result is not _missing:
                self._hits += 1
                if self._maxsize is not None:
                    del cache[key]
                    cache[key] = result
                return result
            self._misses += 1
        result = self._function(*args, **kwds)
        with self._lock:
            if key not in cache:
                cache[key] = result
                if self._maxsize is not None and len(cache) > self._maxsize:
                    del cache[next(iter(cache))]
        return result

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return _bound_method(self, instance)

    def cache_info(self):
        """Report cache statistics"""
        with self._lock:
            return _CacheInfo((self._hits, self._misses, self._maxsize, len(self._cache)))

    def cache_clear(self):
        """Clear the cache and cache statistics"""
        with self._lock:
            self._cache.clear()
            self._hits = self._misses = 0

    def __repr__(self):
        return f"<functools._lru_cache_wrapper object at {id(self):#x}>"

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class _Probe:
    def method(self):
        pass


_bound_method = type(_Probe().method)


def lru_cache(maxsize=128, typed=False):
    """A decorator that remembers the results of a function, the most recently used ones of them."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        function, maxsize = maxsize, 128
        wrapper = _LruCache(function, maxsize, typed)
        wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
        return update_wrapper(wrapper, function)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")

    def decorate(function):
        wrapper = _LruCache(function, maxsize, typed)
        wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
        return update_wrapper(wrapper, function)

    return decorate


def cache(user_function, /):
    """A decorator that remembers all results of a function."""
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    """A property that is computed once for each instance, and stored in it."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.lock = RLock()

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                "Cannot assign the same cached_property to two different names "
                f"({self.attrname!r} and {name!r})."
            )

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            space = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} "
                f"instance to cache {self.attrname!r} property."
            ) from None
        value = space.get(self.attrname, _missing)
        if value is _missing:
            with self.lock:
                value = space.get(self.attrname, _missing)
                if value is _missing:
                    value = self.func(instance)
                    space[self.attrname] = value
        return value

    __class_getitem__ = classmethod(type(list[int]))


# ---- singledispatch


def _best_match(cls, registry):
    """The implementation for a class: that of the first class in its MRO, else of an abstract base class."""
    for base in cls.__mro__:
        if base in registry and base is not object:
            return registry[base]
    matches = []
    for known in registry:
        if known is object or known in cls.__mro__:
            continue
        try:
            fits = issubclass(cls, known)
        except TypeError:
            fits = False
        if fits and not any(other is not known and issubclass(other, known) for other in matches):
            matches = [other for other in matches if not issubclass(known, other)] + [known]
    if len(matches) > 1:
        raise RuntimeError(f"Ambiguous dispatch: {matches[0]} or {matches[1]}")
    return registry[matches[0]] if matches else registry[object]


def singledispatch(func):
    """Makes a function whose implementation depends on the type of its first argument."""
    registry = {}
    cache = {}

    def dispatch(cls):
        """The implementation for a class."""
        try:
            return cache[cls]
        except KeyError:
            implementation = _best_match(cls, registry)
            cache[cls] = implementation
            return implementation

    def register(cls, func=None):
        """Add an implementation for a class: as decorator with the class, or with annotations."""
        if isinstance(cls, type) or hasattr(cls, "__args__"):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            func = cls
            annotations = getattr(func, "__annotations__", {})
            if not annotations:
                raise TypeError(
                    f"Invalid first argument to `register()`: {cls!r}. "
                    "Use either `@register(some_class)` or plain `@register` on an annotated function."
                )
            from typing import get_type_hints

            argname, cls = next(iter(get_type_hints(func).items()))
            if not isinstance(cls, type) and not hasattr(cls, "__args__"):
                raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} is not a class.")
        for one in (cls,) if isinstance(cls, type) else cls.__args__:
            registry[one] = func
        cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    name = getattr(func, "__name__", "singledispatch function")
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    wrapper._clear_cache = cache.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """singledispatch() for methods."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            method = self.dispatcher.dispatch(args[0].__class__)
            return method.__get__(obj, cls)(*args, **kwargs)

        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

"""Functions that work on functions.

What `_functools` has natively stands here in Python too, for whoever has to do without that module.
"""

from abc import get_cache_token
from collections import namedtuple
from _thread import RLock

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key",
    "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod", "cached_property",
]

GenericAlias = type(list[int])
_UnionType = type(int | str)
_MappingProxy = type(type.__dict__)
_missing = object()

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
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# ---- total_ordering: how the three other comparisons follow from the one that a class has


def _gt_from_lt(self, other):
    result = type(self).__lt__(self, other)
    return result if result is NotImplemented else not result and self != other


def _le_from_lt(self, other):
    result = type(self).__lt__(self, other)
    return result if result is NotImplemented else result or self == other


def _ge_from_lt(self, other):
    result = type(self).__lt__(self, other)
    return result if result is NotImplemented else not result


def _ge_from_le(self, other):
    result = type(self).__le__(self, other)
    return result if result is NotImplemented else not result or self == other


def _lt_from_le(self, other):
    result = type(self).__le__(self, other)
    return result if result is NotImplemented else result and self != other


def _gt_from_le(self, other):
    result = type(self).__le__(self, other)
    return result if result is NotImplemented else not result


def _lt_from_gt(self, other):
    result = type(self).__gt__(self, other)
    return result if result is NotImplemented else not (result or self == other)


def _ge_from_gt(self, other):
    result = type(self).__gt__(self, other)
    return result if result is NotImplemented else result or self == other


def _le_from_gt(self, other):
    result = type(self).__gt__(self, other)
    return result if result is NotImplemented else not result


def _le_from_ge(self, other):
    result = type(self).__ge__(self, other)
    return result if result is NotImplemented else not result or self == other


def _gt_from_ge(self, other):
    result = type(self).__ge__(self, other)
    return result if result is NotImplemented else result and self != other


def _lt_from_ge(self, other):
    result = type(self).__ge__(self, other)
    return result if result is NotImplemented else not result


_FROM = {
    "__lt__": {"__gt__": _gt_from_lt, "__le__": _le_from_lt, "__ge__": _ge_from_lt},
    "__le__": {"__ge__": _ge_from_le, "__lt__": _lt_from_le, "__gt__": _gt_from_le},
    "__gt__": {"__lt__": _lt_from_gt, "__ge__": _ge_from_gt, "__le__": _le_from_gt},
    "__ge__": {"__le__": _le_from_ge, "__gt__": _gt_from_ge, "__lt__": _lt_from_ge},
}


def total_ordering(cls):
    """Give a class that has one of < <= > >= the other three."""
    roots = {name for name in _FROM if getattr(cls, name, None) is not getattr(object, name, None)}
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(roots)  # prefers __lt__, then __le__, __gt__, __ge__
    for name, function in _FROM[root].items():
        if name not in roots:
            function.__name__ = name
            setattr(cls, name, function)
    return cls


# ---- cmp_to_key, reduce


def cmp_to_key(mycmp):
    """Make a key function for sorting out of one that compares two values: below, at or above zero."""

    class K:
        __slots__ = ["obj"]
        __hash__ = None

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

    return K


def reduce(function, sequence, initial=_missing, /):
    """Combine all items from left to right by a function of two, into one value."""
    items = iter(sequence)
    value = initial
    if value is _missing:
        try:
            value = next(items)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    for item in items:
        value = function(value, item)
    return value


try:
    from _functools import cmp_to_key, reduce
except ImportError:
    pass


# ---- partial, partialmethod


class partial:
    """A function with some of its arguments given already."""

    __slots__ = "func", "args", "keywords", "__dict__", "__weakref__"

    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if hasattr(func, "func"):  # a partial of a partial is one
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        cls = type(self)
        name = f"functools.{cls.__qualname__}" if cls.__module__ == "functools" else cls.__qualname__
        if not _reprs.enter(self):
            return "..."
        try:
            parts = [repr(self.func), *map(repr, self.args), *(f"{k}={v!r}" for k, v in self.keywords.items())]
        finally:
            _reprs.leave(self)
        return f"{name}({', '.join(parts)})"

    def __reduce__(self):
        return type(self), (self.func,), (self.func, self.args, self.keywords, self.__dict__ or None)

    def __setstate__(self, state):
        if not isinstance(state, tuple):
            raise TypeError("argument to __setstate__ must be a tuple")
        if len(state) != 4:
            raise TypeError(f"expected 4 items in state, got {len(state)}")
        func, args, keywords, attributes = state
        if (
            not callable(func)
            or not isinstance(args, tuple)
            or not (keywords is None or isinstance(keywords, dict))
            or not (attributes is None or isinstance(attributes, dict))
        ):
            raise TypeError("invalid partial state")
        self.__dict__ = {} if attributes is None else attributes
        self.func = func
        self.args = tuple(args)
        self.keywords = keywords if type(keywords) is dict else dict(keywords or ())

    __class_getitem__ = classmethod(GenericAlias)


class _Reprs:
    """Which objects a thread is making the repr() of."""

    def __init__(self):
        self.running = set()

    def enter(self, what):
        from _thread import get_ident

        key = id(what), get_ident()
        if key in self.running:
            return False
        self.running.add(key)
        return True

    def leave(self, what):
        from _thread import get_ident

        self.running.discard((id(what), get_ident()))


_reprs = _Reprs()

try:
    from _functools import partial
except ImportError:
    pass


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
        cls = type(self)
        return f"{cls.__module__}.{cls.__qualname__}({self.func}, {args}, {keywords})"

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method._partialmethod = self  # for inspect
        _method._partialmethod = self  # for inspect
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            new_func = get(obj, cls)
            if new_func is not self.func:
                result = partial(new_func, *self.args, **self.keywords)
                try:
                    result.__self__ = new_func.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(GenericAlias)

    __class_getitem__ = classmethod(GenericAlias)


# ---- caches

_CacheInfo = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])


class _HashedSeq(list):
    """Arguments as a key that hashes once."""

    __slots__ = ("hashvalue",)

    def __init__(self, values):
        self[:] = values
        self.hashvalue = hash(values)

    def __hash__(self):
        return self.hashvalue


_keyword_mark = (object(),)
_len = len  # len() itself may be what is cached


def _make_key(args, kwds, typed):
    """What stands for the arguments of a call: a single str or int itself, else all of them."""
    key = args
    if kwds:
        key += _keyword_mark
        for item in kwds.items():
            key += item
    if typed:
        key += tuple([type(v) for v in args])
        if kwds:
            key += tuple([type(v) for v in kwds.values()])
    elif _len(key) == 1 and type(key[0]) in (int, str):
        return key[0]
    return _HashedSeq(key)


def _lru_cache_wrapper(user_function, maxsize, typed, _CacheInfo):
    # Looking up and storing are under a lock; the function itself runs without it, so that several threads may
    # compute at once. Where the size is limited, results hang in a ring, the least recently used one first.
    results = {}
    lock = RLock()
    hits = misses = 0
    root = []
    root[:] = root, root, None, None  # the link before, the one behind, key, result

    def append(link):
        last = root[0]
        link[0], link[1] = last, root
        last[1] = root[0] = link

    def remove(link):
        before, behind = link[0], link[1]
        before[1], behind[0] = behind, before

    def wrapper(*args, **kwds):
        nonlocal hits, misses
        if maxsize == 0:
            with lock:
                misses += 1
            return user_function(*args, **kwds)
        key = _make_key(args, kwds, typed)
        with lock:
            link = results.get(key)
            if link is not None:
                hits += 1
                if maxsize is not None and link[0] is not None:
                    remove(link)
                    append(link)
                return link[3]
            misses += 1
        result = user_function(*args, **kwds)
        with lock:
            link = [None, None, key, result]
            if results.setdefault(key, link) is link and maxsize is not None:
                append(link)
                if _len(results) > maxsize:
                    oldest = root[1]
                    remove(oldest)
                    oldest[0] = None
                    del results[oldest[2]]
        return result

    def cache_info():
        """Report cache statistics"""
        with lock:
            return _CacheInfo(hits, misses, maxsize, _len(results))

    def cache_clear():
        """Clear the cache and cache statistics"""
        nonlocal hits, misses
        with lock:
            results.clear()
            root[:] = root, root, None, None
            hits = misses = 0

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    return wrapper


try:
    from _functools import _lru_cache_wrapper
except ImportError:
    pass


def lru_cache(maxsize=128, typed=False):
    """A decorator that remembers the results of a function, the most recently used ones of them."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        function, maxsize = maxsize, 128
        return _cached(function, maxsize, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: _cached(function, maxsize, typed)


def _cached(function, maxsize, typed):
    wrapper = _lru_cache_wrapper(function, maxsize, typed, _CacheInfo)
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, function)


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
                    try:
                        space[self.attrname] = value
                    except TypeError:
                        raise TypeError(
                            f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                            f"does not support item assignment for caching {self.attrname!r} property."
                        ) from None
        return value

    __class_getitem__ = classmethod(GenericAlias)


# ---- singledispatch


def _c3_merge(sequences):
    """Merge linear orders into one that agrees with all of them (C3, as Python's own MRO)."""
    result = []
    while True:
        sequences = [sequence for sequence in sequences if sequence]
        if not sequences:
            return result
        for sequence in sequences:
            candidate = sequence[0]
            if not any(candidate in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        result.append(candidate)
        sequences = [rest[1:] if rest[0] == candidate else rest for rest in sequences]


def _c3_mro(cls, abcs=None):
    """The MRO of a class as if it derived from those of `abcs` that it is a subclass of, each put in where that
    first holds: behind the last explicit abstract base, before the concrete ones."""
    abcs = list(abcs or ())
    bases = cls.__bases__
    boundary = max((i + 1 for i, base in enumerate(bases) if hasattr(base, "__abstractmethods__")), default=0)
    own = [abc for abc in abcs if issubclass(cls, abc) and not any(issubclass(base, abc) for base in bases)]
    others = [abc for abc in abcs if abc not in own]
    groups = list(bases[:boundary]), own, list(bases[boundary:])
    orders = [_c3_mro(base, abcs=others) for group in groups for base in group]
    return _c3_merge([[cls], *orders, *groups])


def _compose_mro(cls, types):
    """The MRO of a class with those of `types` in it that it is a subclass of without deriving from them."""
    bases = set(cls.__mro__)
    # Classes that are no classes at all (generic aliases) cannot be asked.
    related = [t for t in types if t not in bases and isinstance(t, type) and issubclass(cls, t)]
    related = [t for t in related if not any(other != t and t in other.__mro__ for other in related)]
    found = []
    for abc in related:
        # Subclasses of it that the class is a subclass of too tell which of its neighbours come along.
        ways = [
            [t for t in sub.__mro__ if t in related]
            for sub in abc.__subclasses__()
            if sub not in bases and issubclass(cls, sub)
        ]
        for way in sorted(ways, key=len, reverse=True) or [[abc]]:
            found += [t for t in way if t not in found]
    return _c3_mro(cls, abcs=found)


def _find_impl(cls, registry):
    """The implementation for a class: that of the nearest class in its composed MRO."""
    match = None
    for t in _compose_mro(cls, registry.keys()):
        if match is None:
            if t in registry:
                match = t
            continue
        # The next one fits as well, and nothing says which of the two comes first.
        if (
            t in registry
            and t not in cls.__mro__
            and match not in cls.__mro__
            and not issubclass(match, t)
        ):
            raise RuntimeError(f"Ambiguous dispatch: {match} or {t}")
        break
    return registry.get(match)


def _is_union(cls):
    from typing import Union, get_origin

    return get_origin(cls) in (Union, _UnionType)


def _is_dispatch_type(cls):
    if isinstance(cls, type) and not isinstance(cls, GenericAlias):
        return True
    return _is_union(cls) and all(
        isinstance(one, type) and not isinstance(one, GenericAlias) for one in cls.__args__
    )


def singledispatch(func):
    """Makes a function whose implementation depends on the type of its first argument."""
    import weakref

    registry = {}
    cache = weakref.WeakKeyDictionary()
    token = None  # of the abstract base classes, once one is registered: what they say of classes may change

    def dispatch(cls):
        """The implementation for a class."""
        nonlocal token
        if token is not None:
            current = get_cache_token()
            if token != current:
                cache.clear()
                token = current
        try:
            return cache[cls]
        except KeyError:
            pass
        implementation = registry.get(cls)
        if implementation is None:
            implementation = _find_impl(cls, registry)
        cache[cls] = implementation
        return implementation

    def register(cls, func=None):
        """Add an implementation for a class: as decorator with the class, or with annotations."""
        nonlocal token
        if _is_dispatch_type(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            func = cls
            if not getattr(func, "__annotations__", {}):
                raise TypeError(
                    f"Invalid first argument to `register()`: {func!r}. "
                    "Use either `@register(some_class)` or plain `@register` on an annotated function."
                )
            from typing import get_type_hints

            argname, cls = next(iter(get_type_hints(func).items()))
            if not _is_dispatch_type(cls):
                what = "not all arguments are classes" if _is_union(cls) else "is not a class"
                raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} {what}.")
        for one in (cls,) if isinstance(cls, type) else cls.__args__:
            registry[one] = func
        if token is None and hasattr(cls, "__abstractmethods__"):
            token = get_cache_token()
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
    wrapper.registry = _MappingProxy(registry)
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
        """Add an implementation for a class, as singledispatch's register() does."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            method = self.dispatcher.dispatch(args[0].__class__)
            return method.__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

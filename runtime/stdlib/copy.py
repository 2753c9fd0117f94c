"""Copies of objects: shallow ones, and deep ones that copy what is inside too."""

from _weakref import ref

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    pass


error = Error


def _f():
    pass


# Immutable, so that the thing itself serves as its copy.
_ATOMIC = {
    type(None), int, float, bool, complex, bytes, str, tuple, frozenset, type, range, slice, property, type(...),
    type(NotImplemented), type(_f), type(_f.__code__), type(len), ref,
}
_DEEP_ATOMIC = {
    type(None), type(...), type(NotImplemented), int, float, bool, complex, bytes, str, type, range, type(_f),
    type(_f.__code__), type(len), property, ref,
}


def copy(x):
    """A shallow copy."""
    cls = type(x)
    if cls in _ATOMIC:
        return x
    if cls in (list, dict, set, bytearray):
        return cls.copy(x)
    if isinstance(x, type):
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    return _rebuild(x, _parts(x), None, None)


def deepcopy(x, memo=None, _nil=[]):
    """A copy of an object and of everything in it."""
    if memo is None:
        memo = {}
    cls = type(x)
    if cls in _DEEP_ATOMIC or isinstance(x, type):
        return x
    known = memo.get(id(x), _nil)
    if known is not _nil:
        return known
    maker = _MAKERS.get(cls)
    if maker is not None:
        y = maker(x, memo)
    else:
        copier = getattr(x, "__deepcopy__", None)
        y = copier(memo) if copier is not None else _rebuild(x, _parts(x), memo, deepcopy)
    if y is not x:
        memo[id(x)] = y
        # What was copied must live as long as its id is in the memo.
        memo.setdefault(id(memo), []).append(x)
    return y


def _deep_list(x, memo):
    y = []
    memo[id(x)] = y
    for item in x:
        y.append(deepcopy(item, memo))
    return y


def _deep_tuple(x, memo):
    y = [deepcopy(item, memo) for item in x]
    # A tuple that contains itself was made meanwhile.
    try:
        return memo[id(x)]
    except KeyError:
        pass
    for old, new in zip(x, y):
        if old is not new:
            return tuple(y)
    return x


def _deep_dict(x, memo):
    y = {}
    memo[id(x)] = y
    for key, value in x.items():
        y[deepcopy(key, memo)] = deepcopy(value, memo)
    return y


def _deep_set(x, memo):
    return type(x)([deepcopy(item, memo) for item in x])


def _deep_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


class _Probe:
    def method(self):
        pass


_MAKERS = {
    list: _deep_list, tuple: _deep_tuple, dict: _deep_dict, set: _deep_set, frozenset: _deep_set,
    bytearray: lambda x, memo: bytearray(x), type(_Probe().method): _deep_method,
}


def _slot_names(cls):
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                stripped = base.__name__.lstrip("_")
                name = f"_{stripped}{name}" if stripped else name
            yield name


def _parts(x):
    """(function, arguments, state, items, pairs) to make an object like x."""
    cls = type(x)
    for name in ("__reduce_ex__", "__reduce__"):
        reduce = getattr(cls, name, None)
        if reduce is not None and reduce is not getattr(object, name, None):
            parts = x.__reduce_ex__(4) if name == "__reduce_ex__" else x.__reduce__()
            if isinstance(parts, str):
                return parts
            return tuple(parts) + (None,) * (5 - len(parts))
    kind = cls.__name__
    if kind in ("lock", "RLock", "generator", "coroutine", "TextIOWrapper", "BufferedReader", "BufferedWriter",
                "module", "frame", "traceback"):
        module = "" if cls.__module__ == "builtins" else cls.__module__ + "."
        raise TypeError(f"cannot pickle '{module}{kind}' object")
    state = _state(x)
    items = pairs = None
    arguments = (cls,)
    new = cls.__new__
    if isinstance(x, BaseException):
        return cls, x.args, state, None, None
    if hasattr(cls, "__getnewargs__"):
        arguments += tuple(x.__getnewargs__())
    elif hasattr(cls, "__getnewargs_ex__"):
        positional, keywords = x.__getnewargs_ex__()
        return (lambda: cls.__new__(cls, *positional, **keywords)), (), state, None, None
    elif isinstance(x, (int, float, complex, str, bytes, tuple, frozenset)):
        for base in (int, float, complex, str, bytes, tuple, frozenset):
            if isinstance(x, base):
                arguments += (base(x),)
                new = base.__new__ if base is tuple else new
                break
    if isinstance(x, list):
        items = list.__iter__(x)
    elif isinstance(x, dict):
        pairs = iter(x.items())
    elif isinstance(x, set):
        return cls, (list(x),), state, None, None
    return new, arguments, state, items, pairs


def _state(x):
    getstate = getattr(x, "__getstate__", None)
    if getstate is not None and getattr(type(x), "__getstate__", None) is not getattr(object, "__getstate__", None):
        return getstate()
    state = dict(x.__dict__) if hasattr(x, "__dict__") else None
    slots = {}
    for name in _slot_names(type(x)):
        try:
            slots[name] = getattr(x, name)
        except AttributeError:
            pass
    if slots:
        return (state or None, slots)
    return state or None


def _rebuild(x, parts, memo, deep):
    if isinstance(parts, str):
        return x
    function, arguments, state, items, pairs = parts[:5]
    if deep and arguments:
        arguments = tuple([deep(argument, memo) for argument in arguments])
    y = function(*arguments)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deep(state, memo)
        if hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                y.__dict__.update(state)
            if slots is not None:
                for name, value in slots.items():
                    setattr(y, name, value)
    if items is not None:
        for item in items:
            y.append(deep(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            y[deep(key, memo) if deep else key] = deep(value, memo) if deep else value
    return y

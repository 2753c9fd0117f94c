"""Which functions are coroutine functions, and which objects coroutines."""

import collections.abc
import types

__all__ = ("iscoroutinefunction", "iscoroutine")

# Marks functions that shall count as coroutine functions.
_is_coroutine = object()

_CO_COROUTINE = 0x80
_CO_ITERABLE_COROUTINE = 0x100


def iscoroutinefunction(func):
    """Whether calling it makes a coroutine."""
    if getattr(func, "_is_coroutine", None) is _is_coroutine:
        return True
    while isinstance(func, types.MethodType):
        func = func.__func__
    code = getattr(func, "__code__", None)
    flags = getattr(code, "co_flags", 0)
    return isinstance(func, types.FunctionType) and bool(flags & (_CO_COROUTINE | _CO_ITERABLE_COROUTINE))


def iscoroutine(obj):
    """Whether it is a coroutine."""
    return isinstance(obj, collections.abc.Coroutine)

"""The part of asyncio that tells coroutines from other things. The event loop is not supported yet."""

from .coroutines import *
from . import coroutines

__all__ = coroutines.__all__


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module 'asyncio' has no attribute {name!r}")
    raise NotImplementedError(f"asyncio.{name}: the event loop of asyncio is not supported")

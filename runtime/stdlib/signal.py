"""Signals: what the system tells a process."""

import _signal
from _signal import (
    ITIMER_PROF,
    ITIMER_REAL,
    ITIMER_VIRTUAL,
    NSIG,
    ItimerError,
    alarm,
    default_int_handler,
    getitimer,
    pause,
    pthread_kill,
    raise_signal,
    setitimer,
    siginterrupt,
    strsignal,
)
from enum import IntEnum

_globals = globals()

Signals = IntEnum("Signals", {name: number for name, number in vars(_signal).items()
                              if name.startswith("SIG") and not name.startswith("SIG_")}, module=__name__)
Handlers = IntEnum("Handlers", {"SIG_DFL": _signal.SIG_DFL, "SIG_IGN": _signal.SIG_IGN}, module=__name__)
for _enum in (Signals, Handlers):
    _globals.update(_enum.__members__)
del _enum


def _as_enum(value, cls):
    """The member of an enumeration that has this value, or the value."""
    if isinstance(value, int):
        try:
            return cls(value)
        except ValueError:
            pass
    return value


def signal(signalnum, handler):
    """Set what happens when a signal comes; returns what happened before."""
    if isinstance(handler, Handlers):
        handler = int(handler)
    return _as_enum(_signal.signal(int(signalnum) if isinstance(signalnum, Signals) else signalnum, handler), Handlers)


def getsignal(signalnum):
    """What happens when a signal comes: a function, SIG_DFL or SIG_IGN."""
    return _as_enum(_signal.getsignal(signalnum), Handlers)


def valid_signals():
    """All signals of this system."""
    return {_as_enum(number, Signals) for number in _signal.valid_signals()}

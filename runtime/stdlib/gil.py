"""What the lock does, seen from a script. Only minipy has this module.

    import gil

    with gil.trace("run.json"):         # for Perfetto or speedscope
        work()
    print(gil.stats()["total"]["hand_offs"])
"""

import _thread
from _gil import enabled, policy, stats, waiting
from _gil import start as _start

__all__ = ["enabled", "policy", "stats", "trace", "waiting"]

_one_at_a_time = _thread.allocate_lock()
_changes = _thread.allocate_lock()  # held while a trace forgets its recording
_current = None


class trace:
    """Records what every thread does while a `with` block runs, into a file: Chrome's trace events ("chrome") or a
    profile of the Firefox profiler ("firefox"). One at a time."""

    def __init__(self, path, format="chrome"):
        if format not in ("chrome", "firefox"):
            raise ValueError(f"format must be 'chrome' or 'firefox', not {format!r}")
        self.path = path
        self.format = format
        self._recording = None

    def __enter__(self):
        global _current
        if not _one_at_a_time.acquire(False):
            raise RuntimeError(f"a trace is being recorded already, to {_current!r}: one at a time")
        _current = self.path
        try:
            self._recording = _start(self.path, self.format)
        except BaseException:
            _one_at_a_time.release()
            raise
        return self

    def __exit__(self, *exception):
        with _changes:
            recording, self._recording = self._recording, None
        if recording is None:
            raise RuntimeError(f"no trace is being recorded to {self.path!r}")
        try:
            recording.stop()
        finally:
            _one_at_a_time.release()

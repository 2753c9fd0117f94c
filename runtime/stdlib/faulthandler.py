"""Where every thread is: for programs that hang.

The tracebacks that a crash of the interpreter itself would want (enable) and those on a signal (register) are not
supported. What dump_traceback_later() starts is a thread of Python, which `sys._current_frames` shows too.
"""

import _thread
import os
import sys

_MOST_FRAMES = 100
_MOST_THREADS = 100

_lock = _thread.allocate_lock()
_watch = None  # the watch that runs now


def _descriptor(file):
    if file is None:
        file = sys.stderr
        if file is None:
            raise RuntimeError("unable to get sys.stderr")
    if isinstance(file, int):
        if file < 0:
            raise ValueError("file is not a valid file descripter")
        return file
    descriptor = file.fileno()
    try:
        file.flush()
    except Exception:
        pass
    return descriptor


def _escaped(text):
    return text.encode("ascii", "backslashreplace").decode("ascii")


def _frames(frame):
    if frame is None:
        yield "  <no Python frame>\n"
    count = 0
    while frame is not None:
        if count == _MOST_FRAMES:
            yield "  ...\n"
            return
        code = frame.f_code
        yield f'  File "{_escaped(code.co_filename)}", line {frame.f_lineno} in {_escaped(code.co_name)}\n'
        frame = frame.f_back
        count += 1


def _all_threads(own_frame, without=None):
    """The frames of all threads, newest thread first; those of this one from `own_frame` on, if it is to show."""
    current = _thread.get_ident()
    parts = []
    for ident, frame in sys._current_frames().items():
        if ident == without:
            continue
        if len(parts) == _MOST_THREADS:
            parts.append("...\n")
            break
        word = "Thread"
        if ident == current:
            word, frame = "Current thread", own_frame
        parts.append(f"{word} 0x{ident:016x} (most recent call first):\n{''.join(_frames(frame))}")
    return "\n".join(parts)


def _write(descriptor, text):
    data = text.encode("ascii")
    while data:
        data = data[os.write(descriptor, data):]


def dump_traceback(file=None, all_threads=True):
    """Write where all threads are, or this one alone, into a file."""
    descriptor = _descriptor(file)
    frame = sys._getframe(1)
    if all_threads:
        _write(descriptor, _all_threads(frame))
    else:
        _write(descriptor, "Stack (most recent call first):\n" + "".join(_frames(frame)))


class _Watch:
    """Waits in a thread of its own, and writes where the others are when its time has come."""

    def __init__(self, seconds, repeat, descriptor, exit):
        self.seconds = seconds
        self.repeat = repeat
        self.descriptor = descriptor
        self.exit = exit
        self.cancelled = _thread.allocate_lock()
        self.cancelled.acquire()
        whole, rest = divmod(round(seconds * 1_000_000), 1_000_000)
        minutes, whole = divmod(whole, 60)
        hours, minutes = divmod(minutes, 60)
        self.header = f"Timeout ({hours}:{minutes:02}:{whole:02}{f'.{rest:06}' if rest else ''})!\n"

    def run(self):
        while not self.cancelled.acquire(True, self.seconds):
            try:
                _write(self.descriptor, self.header + _all_threads(None, _thread.get_ident()))
            except OSError:
                return
            if self.exit:
                os._exit(1)
            if not self.repeat:
                return

    def cancel(self):
        try:
            self.cancelled.release()
        except RuntimeError:  # it is through already, or was cancelled
            pass


def dump_traceback_later(timeout, repeat=False, file=None, exit=False):
    """Write where all threads are when so many seconds have passed; with `exit` the program then ends."""
    global _watch
    if timeout <= 0:
        raise ValueError("timeout must be greater than 0")
    watch = _Watch(timeout, repeat, _descriptor(file), exit)
    with _lock:
        if _watch is not None:
            _watch.cancel()
        _watch = watch
    _thread.start_new_thread(watch.run, ())


def cancel_dump_traceback_later():
    """Take the last dump_traceback_later() back."""
    global _watch
    with _lock:
        if _watch is not None:
            _watch.cancel()
        _watch = None


def is_enabled():
    """Whether enable() was called: never."""
    return False


def disable():
    """Take enable() back. False: there is nothing to take back."""
    return False


def enable(file=None, all_threads=True):
    """Not supported."""
    raise NotImplementedError("faulthandler.enable is not supported: minipy has no tracebacks for its own crashes")


def register(signum, file=None, all_threads=True, chain=False):
    """Not supported."""
    raise NotImplementedError("faulthandler.register is not supported: use the module signal and dump_traceback")


def unregister(signum):
    """Take register() back. False: there is nothing to take back."""
    return False

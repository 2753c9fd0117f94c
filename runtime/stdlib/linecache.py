"""Lines of source files, kept once they were read."""

import os
import sys
from _frozen_importlib import decode_source

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

# file name -> (size, time of change or None, lines, full name), or (a function that gets the text,)
cache = {}


def clearcache():
    """Forgets all lines."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """One line with its line end; "" when there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def getlines(filename, module_globals=None):
    """All lines of a file; none when it cannot be read."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def checkcache(filename=None):
    """Forgets the lines of files that have changed."""
    for name in list(cache) if filename is None else [filename]:
        entry = cache.get(name)
        if entry is None or len(entry) == 1 or entry[1] is None:
            continue
        try:
            status = os.stat(entry[3])
        except (OSError, ValueError):
            cache.pop(name, None)
            continue
        if entry[0] != status.st_size or entry[1] != status.st_mtime:
            cache.pop(name, None)


def _lines(text):
    lines = text.splitlines(keepends=True) if "\f" not in text and "\v" not in text else [
        line + "\n" for line in text.split("\n")]
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return lines


def updatecache(filename, module_globals=None):
    """Reads a file once more, from the module's loader or along sys.path where it is no file here."""
    entry = cache.pop(filename, None)
    if not filename or filename.startswith("<") and filename.endswith(">"):
        return []
    fullname = filename
    try:
        status = os.stat(fullname)
    except (OSError, ValueError):
        if (entry is not None and len(entry) == 1) or lazycache(filename, module_globals):
            text = (entry or cache[filename])[0]()
            if text is None:
                return []
            cache[filename] = len(text), None, _lines(text), fullname
            return cache[filename][2]
        if os.path.isabs(filename):
            return []
        for folder in sys.path:
            try:
                fullname = os.path.join(folder, filename)
                status = os.stat(fullname)
                break
            except (TypeError, AttributeError, OSError):
                pass
        else:
            return []
    try:
        with open(fullname, "rb") as file:
            lines = _lines(decode_source(file.read()))
    except (OSError, UnicodeDecodeError, SyntaxError, LookupError):
        return []
    cache[filename] = status.st_size, status.st_mtime, lines, fullname
    return lines


def lazycache(filename, module_globals):
    """Remembers how to get the text of a module that is no file; whether that is known now."""
    if filename in cache:
        return len(cache[filename]) == 1
    if not filename or filename.startswith("<") and filename.endswith(">"):
        return False
    if module_globals and "__name__" in module_globals:
        name = module_globals["__name__"]
        spec = module_globals.get("__spec__")
        loader = getattr(spec, "loader", None) or module_globals.get("__loader__")
        get_source = getattr(loader, "get_source", None)
        if name and get_source:
            def get_text():
                try:
                    return get_source(getattr(spec, "name", name))
                except (ImportError, OSError):
                    return None
            cache[filename] = (get_text,)
            return True
    return False

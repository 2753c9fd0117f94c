"""What an interactive session adds to the built-ins, and how it completes words."""

import builtins
import keyword
import sys


class _Quitter:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Use {self.name}() or Ctrl-D (i.e. EOF) to exit"

    def __call__(self, code=None):
        raise SystemExit(code)


class _Helper:
    """What `help` is at the prompt: it asks pydoc, and says how where it is only named."""

    def __repr__(self):
        return "Type help() for interactive help, or help(object) for help about object."

    def __call__(self, *args, **kwds):
        import pydoc

        return pydoc.help(*args, **kwds)


class _Printer:
    def __init__(self, name, text):
        self._name = name
        self._text = text

    def __repr__(self):
        return self._text

    def __call__(self):
        print(self._text)


def start():
    """Make the names that only somebody at a prompt wants."""
    for name in ("exit", "quit"):
        setattr(builtins, name, _Quitter(name))
    builtins.help = _Helper()
    text = sys.copyright
    builtins.copyright = _Printer("copyright", text)
    builtins.credits = _Printer("credits", "The people who write minipy, and the Python community, whose language it runs.")
    builtins.license = _Printer("license", "minipy is free software under the MIT licence: see its file LICENSE.")
    for name, prompt in (("ps1", ">>> "), ("ps2", "... ")):
        if not hasattr(sys, name):
            setattr(sys, name, prompt)


def prompt(continues):
    """The text before the next line."""
    try:
        return str(sys.ps2 if continues else sys.ps1)
    except Exception:
        return ""


def note(error):
    """Remember what went wrong, for `sys.last_value` and debuggers."""
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, error.__traceback__


def history_path():
    """Where what was typed is kept; empty: nowhere."""
    import os

    path = os.environ.get("MINIPY_HISTORY")
    if path is None:
        home = os.path.expanduser("~")
        path = "" if home == "~" else os.path.join(home, ".minipy_history")
    return path


def complete(text):
    """What a name, or an attribute of a dotted name, may be when it is written out."""
    names = sys.modules["__main__"].__dict__
    try:
        found = _attributes(text, names) if "." in text else _names(text, names)
    except Exception:
        return []
    return sorted(found)


def _names(text, names):
    found = set()
    for word in keyword.kwlist:
        if word.startswith(text):
            if word in ("finally", "try"):
                word += ":"
            elif word not in ("False", "None", "True", "break", "continue", "pass", "else"):
                word += " "
            elif word == "else":
                word += ":"
            found.add(word)
    for space in (vars(builtins), names):
        for word, value in list(space.items()):
            if word.startswith(text) and (text.startswith("_") or not word.startswith("_")):
                found.add(_called(word, value))
    return found


def _attributes(text, names):
    path, _, start = text.rpartition(".")
    first, *rest = path.split(".")
    value = names[first] if first in names else getattr(builtins, first)
    for name in rest:
        value = getattr(value, name)
    found = set()
    for word in dir(value):
        if word.startswith(start) and (start.startswith("_") or not word.startswith("_")):
            # A property is not asked for: only typing its name out should run it.
            if isinstance(getattr(type(value), word, None), property):
                found.add(f"{path}.{word}")
            else:
                found.add(_called(f"{path}.{word}", getattr(value, word, None)))
    return found


def _called(word, value):
    return word + "(" if callable(value) else word

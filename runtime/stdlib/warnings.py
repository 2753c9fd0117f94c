"""Warnings: messages about code that works but should not be relied on."""

import sys

__all__ = [
    "warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings",
    "catch_warnings",
]

# (action, message pattern or None, category, module pattern or None, line); the first that fits decides.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
defaultaction = "default"
onceregistry = {}
_showwarning_was = None


class WarningMessage:
    """A warning with where it came from."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (
            f"{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, "
            f"lineno : {self.lineno}, line : {self.line!r}}}"
        )


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, standard error by default."""
    _show(WarningMessage(message, category, filename, lineno, file, line))


_original_showwarning = showwarning


def formatwarning(message, category, filename, lineno, line=None):
    """A warning as it is shown."""
    return _format(WarningMessage(message, category, filename, lineno, None, line))


def _show(msg):
    file = msg.file
    if file is None:
        file = sys.stderr
        if file is None:
            return
    try:
        file.write(_format(msg))
    except OSError:
        pass


def _format(msg):
    text = f"{msg.filename}:{msg.lineno}: {msg.category.__name__}: {msg.message}\n"
    line = msg.line
    if line is None:
        line = _source_line(msg.filename, msg.lineno)
    if line:
        text += f"  {line.strip()}\n"
    if msg.source is not None:
        text += f"{msg.category.__name__}: Enable tracemalloc to get the object allocation traceback\n"
    return text


def _source_line(filename, lineno):
    try:
        with open(filename, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if number == lineno:
                    return line
    except (OSError, ValueError):
        pass
    return None


def _showwarnmsg(msg):
    if showwarning is not _original_showwarning:
        showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
    else:
        _show(msg)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Say what to do with warnings whose text and module match patterns."""
    _check_action(action)
    _add_filter((action, message or None, category, module or None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Say what to do with warnings of a category."""
    _check_action(action)
    _add_filter((action, None, category, None, lineno), append)


def _check_action(action):
    if action not in ("error", "ignore", "always", "default", "module", "once"):
        raise AssertionError(f"invalid action: {action!r}")


def _add_filter(item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)


def resetwarnings():
    """Forget all filters."""
    filters[:] = []


def _matches(pattern, text, whole):
    """Whether a pattern fits the beginning of a text (or all of it); plain texts need no `re`."""
    if pattern is None:
        return True
    if hasattr(pattern, "match"):
        return pattern.match(text) is not None
    if not any(c in pattern for c in ".^$*+?{}[]\\|()"):
        return text == pattern if whole else text.lower().startswith(pattern.lower())
    import re

    return re.match(pattern + (r"\Z" if whole else ""), text, 0 if whole else re.I) is not None


def warn(message, category=None, stacklevel=1, source=None):
    """Issue a warning, or ignore it, or raise an exception, as the filters say."""
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    try:
        from _warnings import _position

        place = _position(max(stacklevel, 1)) or ("sys", 1, "sys", None, "")
        filename, lineno, module, names, _ = place
    except ImportError:
        frame = sys._getframe(stacklevel)
        filename, lineno = frame.f_code.co_filename, frame.f_lineno
        names = frame.f_globals
        module = names.get("__name__", "<string>")
    registry = names.setdefault("__warningregistry__", {}) if names is not None else {}
    warn_explicit(message, category, filename, lineno, module, registry, names, source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None,
                  source=None):
    """Issue a warning for a given place."""
    lineno = int(lineno)
    if module is None:
        module = filename or "<unknown>"
        if module[-3:].lower() == ".py":
            module = module[:-3]
    if registry is None:
        registry = {}
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = (text, category, lineno)
    if registry.get(key):
        return
    action = defaultaction
    for item in filters:
        action_, pattern, cat, mod, line = item
        if (
            issubclass(category, cat)
            and (line == 0 or lineno == line)
            and _matches(pattern, text, False)
            and _matches(mod, module, True)
        ):
            action = action_
            break
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action == "once":
        registry[key] = 1
        once = (text, category)
        if onceregistry.get(once):
            return
        onceregistry[once] = 1
    elif action == "module":
        registry[key] = 1
        other = (text, category, 0)
        if registry.get(other):
            return
        registry[other] = 1
    elif action == "default":
        registry[key] = 1
    _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))


def _warn_unawaited(name, filename, lineno, source):
    """Tell of a coroutine that was made at a place and never awaited."""
    try:
        warn_explicit(f"coroutine '{name}' was never awaited", RuntimeWarning, filename, lineno, source=source)
    except Warning as error:
        sys.stderr.write(f"Exception ignored in: <coroutine object {name}>\n{type(error).__name__}: {error}\n")


class catch_warnings:
    """Restores filters and what shows warnings at the end of a block; with record=True, collects the warnings."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules[__name__] if module is None else module
        self._filter = None if action is None else (action, category, lineno, append)
        self._entered = False

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        module = self._module
        self._saved = (module.filters, module.showwarning, module._showwarnmsg)
        module.filters = module.filters[:]
        if self._filter is not None:
            simplefilter(*self._filter)
        if self._record:
            log = []
            module._showwarnmsg = log.append
            module.showwarning = module._original_showwarning
            return log
        return None

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        module = self._module
        module.filters, module.showwarning, module._showwarnmsg = self._saved


def _deprecated(name, message="", *, remove, _version=sys.version_info):
    warn(f"{name!r} is deprecated and slated for removal in Python {remove[0]}.{remove[1]}", DeprecationWarning,
         stacklevel=3)


# ---- -W, PYTHONWARNINGS

_ACTIONS = ("default", "always", "ignore", "module", "once", "error")


def _category_named(name):
    if not name:
        return Warning
    module, _, last = name.rpartition(".")
    try:
        category = getattr(__import__(module or "builtins", None, None, [last]), last)
    except ImportError:
        raise ValueError(f"invalid module name: {module!r}") from None
    except AttributeError:
        raise ValueError(f"unknown warning category: {name!r}") from None
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise ValueError(f"invalid warning category: {name!r}")
    return category


def _add_option(option):
    parts = option.split(":")
    if len(parts) > 5:
        raise ValueError(f"too many fields (max 5): {option!r}")
    action, message, category, module, line = [part.strip() for part in parts + [""] * (5 - len(parts))]
    action = "always" if action == "all" else action or "default"
    for known in _ACTIONS:
        if known.startswith(action):
            break
    else:
        raise ValueError(f"invalid action: {action!r}")
    category = _category_named(category)
    try:
        line = int(line or 0)
    except ValueError:
        line = -1
    if line < 0:
        raise ValueError(f"invalid lineno {parts[4].strip()!r}")
    if message or module:
        import re

        message, module = re.escape(message), re.escape(module)
    _add_filter((known, message or None, category, module or None, line), False)


for _option in sys.warnoptions:
    try:
        _add_option(_option)
    except ValueError as _problem:
        print("Invalid -W option ignored:", _problem, file=sys.stderr)

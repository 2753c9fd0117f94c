"""Paths as POSIX systems write them."""

import posix as _posix

curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"
supports_unicode_filenames = False

__all__ = [
    "normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix", "getsize",
    "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile", "ismount", "expanduser",
    "expandvars", "normpath", "abspath", "samefile", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep",
    "extsep", "devnull", "realpath", "relpath", "commonpath",
]


def _fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), "__fspath__", None)
    if method is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
    return method(path)


def _separator(path):
    return b"/" if isinstance(path, bytes) else "/"


def normcase(s):
    return _fspath(s)


def isabs(s):
    s = _fspath(s)
    return s.startswith(_separator(s))


def join(a, *p):
    """Join path components; one that is absolute starts anew."""
    path = _fspath(a)
    sep = _separator(path)
    for part in p:
        part = _fspath(part)
        if part.startswith(sep):
            path = part
        elif not path or path.endswith(sep):
            path += part
        else:
            path += sep + part
    return path


def split(p):
    """(head, tail): tail is what follows the last slash."""
    p = _fspath(p)
    sep = _separator(p)
    at = p.rfind(sep) + 1
    head, tail = p[:at], p[at:]
    if head and head != sep * len(head):
        head = head.rstrip(sep)
    return head, tail


def splitext(p):
    """(root, ext): ext begins with the last dot of the name, leading dots aside."""
    p = _fspath(p)
    dot_text = b"." if isinstance(p, bytes) else "."
    start = p.rfind(_separator(p)) + 1
    dot = p.rfind(dot_text)
    if dot > start and p[start:dot].strip(dot_text):
        return p[:dot], p[dot:]
    return p, p[:0]


def splitdrive(p):
    p = _fspath(p)
    return p[:0], p


def basename(p):
    """The name at the end of a path."""
    return split(p)[1]


def dirname(p):
    """The path without the name at its end."""
    p = _fspath(p)
    sep = _separator(p)
    head = p[: p.rfind(sep) + 1]
    if head and head != sep * len(head):
        head = head.rstrip(sep)
    return head


def commonprefix(m):
    """The longest text that all begin with."""
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = [_fspath(path) for path in m]
    least = min(m)
    greatest = max(m)
    for i, c in enumerate(least):
        if c != greatest[i]:
            return least[:i]
    return least


def _mode(path, follow=True):
    try:
        return (_posix.stat if follow else _posix.lstat)(path).st_mode & 0o170000
    except (OSError, ValueError):
        return None


def exists(path):
    """Whether there is something at a path; broken links are nothing."""
    return _mode(path) is not None


def lexists(path):
    return _mode(path, False) is not None


def isfile(path):
    """Whether a path leads to a regular file."""
    return _mode(path) == 0o100000


def isdir(s):
    """Whether a path leads to a directory."""
    return _mode(s) == 0o040000


def islink(path):
    """Whether a path is a symbolic link."""
    return _mode(path, False) == 0o120000


def ismount(path):
    try:
        here = _posix.lstat(path)
        above = _posix.lstat(join(path, ".."))
    except (OSError, ValueError):
        return False
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def getsize(filename):
    return _posix.stat(filename).st_size


def getmtime(filename):
    return _posix.stat(filename).st_mtime


def getatime(filename):
    return _posix.stat(filename).st_atime


def getctime(filename):
    return _posix.stat(filename).st_ctime


def samefile(f1, f2):
    a = _posix.stat(f1)
    b = _posix.stat(f2)
    return a.st_ino == b.st_ino and a.st_dev == b.st_dev


def expanduser(path):
    """~ as the home directory."""
    path = _fspath(path)
    if not path.startswith("~"):
        return path
    end = path.find("/", 1)
    if end < 0:
        end = len(path)
    if end != 1:
        return path
    from os import environ

    home = environ.get("HOME")
    if home is None:
        return path
    return (home.rstrip("/") + path[end:]) or "/"


def expandvars(path):
    """$NAME and ${NAME} as what the environment says."""
    from os import environ

    path = _fspath(path)
    result = []
    i = 0
    while i < len(path):
        if path[i] != "$":
            result.append(path[i])
            i += 1
            continue
        if path[i + 1 : i + 2] == "{":
            end = path.find("}", i)
            if end < 0:
                result.append(path[i:])
                break
            name, stop = path[i + 2 : end], end + 1
        else:
            stop = i + 1
            while stop < len(path) and (path[stop].isalnum() or path[stop] == "_"):
                stop += 1
            name = path[i + 1 : stop]
        result.append(environ[name] if name in environ else path[i:stop])
        i = stop
    return "".join(result)


def normpath(path):
    """Without double slashes, `.` and `..` inside."""
    path = _fspath(path)
    if not path:
        return "."
    if isinstance(path, bytes):
        return normpath(path.decode()).encode()
    slashes = 2 if path.startswith("//") and not path.startswith("///") else int(path.startswith("/"))
    parts = []
    for part in path.split("/"):
        if not part or part == ".":
            continue
        if part != ".." or (not slashes and not parts) or (parts and parts[-1] == ".."):
            parts.append(part)
        elif parts:
            parts.pop()
    return ("/" * slashes + "/".join(parts)) or "."


def abspath(path):
    """The path from the root."""
    path = _fspath(path)
    if not isabs(path):
        path = join(_posix.getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """The path from the root without symbolic links."""
    path = abspath(filename)
    seen = 0
    resolved = "/"
    rest = [part for part in path.split("/") if part]
    rest.reverse()
    while rest:
        part = rest.pop()
        if part == "..":
            resolved = dirname(resolved)
            continue
        candidate = join(resolved, part)
        if strict:
            _posix.lstat(candidate)
        if not islink(candidate) or seen > 40:
            resolved = candidate
            continue
        seen += 1
        target = _posix.readlink(candidate)
        if target.startswith("/"):
            resolved = "/"
        rest += [piece for piece in reversed(target.split("/")) if piece and piece != "."]
    return resolved


def relpath(path, start=None):
    """The path as seen from `start`."""
    if not path:
        raise ValueError("no path specified")
    here = [part for part in abspath(start or ".").split("/") if part]
    there = [part for part in abspath(path).split("/") if part]
    common = len(commonprefix([here, there]))
    parts = [".."] * (len(here) - common) + there[common:]
    return join(*parts) if parts else "."


def commonpath(paths):
    """The longest path that all begin with."""
    paths = [_fspath(path) for path in paths]
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    absolute = {path.startswith("/") for path in paths}
    if len(absolute) != 1:
        raise ValueError("Can't mix absolute and relative paths")
    split_paths = [[part for part in path.split("/") if part and part != "."] for path in paths]
    common = commonprefix([tuple(parts) for parts in split_paths])
    return ("/" if absolute.pop() else "") + "/".join(common)

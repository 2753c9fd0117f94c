"""Help for those who import in their own way."""

import sys
import types
from _frozen_importlib import _find_spec, decode_source, module_from_spec, spec_from_file_location, spec_from_loader
from _frozen_importlib_external import MAGIC_NUMBER, cache_from_source, source_from_cache
from importlib import _resolve


def source_hash(source_bytes):
    """Eight bytes that stand for the content of a source file."""
    import hashlib
    return hashlib.blake2b(source_bytes, digest_size=8).digest()


def resolve_name(name, package):
    """The absolute name of a relative one."""
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    level = len(name) - len(name.lstrip("."))
    return _resolve(name[level:], package, level)


def find_spec(name, package=None):
    """The spec of a module, loaded or not, or None; imports its parents."""
    fullname = resolve_name(name, package) if name.startswith(".") else name
    if fullname in sys.modules:
        module = sys.modules[fullname]
        if module is None:
            return None
        try:
            spec = module.__spec__
        except AttributeError:
            raise ValueError(f"{name}.__spec__ is not set") from None
        if spec is None:
            raise ValueError(f"{name}.__spec__ is None")
        return spec
    path = None
    parent_name = fullname.rpartition(".")[0]
    if parent_name:
        parent = __import__(parent_name, fromlist=["__path__"])
        try:
            path = parent.__path__
        except AttributeError as error:
            raise ModuleNotFoundError(
                f"__path__ attribute not found on {parent_name!r} while trying to find {fullname!r}",
                name=fullname) from error
    return _find_spec(fullname, path)


class _LazyModule(types.ModuleType):
    """A module that is run when somebody asks it for something."""

    def __getattribute__(self, name):
        spec = object.__getattribute__(self, "__spec__")
        own = object.__getattribute__(self, "__dict__")
        before = dict(spec.loader_state["__dict__"])
        changed = {key: value for key, value in own.items() if key not in before or before[key] is not value}
        object.__setattr__(self, "__class__", spec.loader_state["__class__"])
        spec.loader.exec_module(self)
        own.update(changed)
        return getattr(self, name)

    def __delattr__(self, name):
        self.__getattribute__(name)
        delattr(self, name)


class LazyLoader:
    """Puts off running a module until it is used."""

    def __init__(self, loader):
        if not hasattr(loader, "exec_module"):
            raise TypeError("loader must define exec_module()")
        self.loader = loader

    @classmethod
    def factory(cls, loader):
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        module.__spec__.loader_state = {"__dict__": module.__dict__.copy(), "__class__": module.__class__}
        module.__class__ = _LazyModule

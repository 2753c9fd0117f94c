"""What Python code sees of the import system: specs, loaders, finders.

The interpreter finds and runs modules itself (interpreter/vm/import.cpp); it calls `_describe` for each of them,
`_load` for what another finder on sys.meta_path has found, and nothing else in here.
"""

import sys
import _imp


class ModuleSpec:
    """How a module is, or would be, loaded."""

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name = name
        self.loader = loader
        self.origin = origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self._uninitialized_submodules = []
        self._set_fileattr = False
        self._cached = None

    def __repr__(self):
        parts = [f"name={self.name!r}", f"loader={self.loader!r}"]
        if self.origin is not None:
            parts.append(f"origin={self.origin!r}")
        if self.submodule_search_locations is not None:
            parts.append(f"submodule_search_locations={self.submodule_search_locations}")
        return f"{type(self).__name__}({', '.join(parts)})"

    def __eq__(self, other):
        fields = ("name", "loader", "origin", "submodule_search_locations", "cached", "has_location")
        try:
            return all(getattr(self, field) == getattr(other, field) for field in fields)
        except AttributeError:
            return NotImplemented

    @property
    def cached(self):
        if self._cached is None and self.origin is not None and self._set_fileattr:
            self._cached = _imp.cache_path(self.origin)
        return self._cached

    @cached.setter
    def cached(self, path):
        self._cached = path

    @property
    def parent(self):
        if self.submodule_search_locations is None:
            return self.name.rpartition(".")[0]
        return self.name

    @property
    def has_location(self):
        return self._set_fileattr

    @has_location.setter
    def has_location(self, value):
        self._set_fileattr = bool(value)


class _Loader:
    """What all loaders of ours share."""

    def create_module(self, spec):
        return None

    def load_module(self, fullname):
        module = sys.modules.get(fullname)
        if module is not None:
            self.exec_module(module)
            return sys.modules[fullname]
        return _load(spec_from_loader(fullname, self))


class SourceFileLoader(_Loader):
    """Loads a module from Python source, out of a file or the embedded library."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def _check_name(self, name):
        if name is not None and name != self.name:
            raise ImportError(f"loader for {self.name} cannot handle {name}", name=name)

    def is_package(self, fullname):
        return self.path.rpartition("/")[2] == "__init__.py" and fullname.rpartition(".")[2] != "__init__"

    def get_filename(self, fullname=None):
        self._check_name(fullname)
        return self.path

    def get_data(self, path):
        text = _imp.embedded_source(path)
        if text is not None:
            return text
        with open(path, "rb") as file:
            return file.read()

    def path_stats(self, path):
        import os
        info = os.stat(path)
        return {"mtime": info.st_mtime, "size": info.st_size}

    def get_source(self, fullname):
        self._check_name(fullname)
        try:
            return decode_source(self.get_data(self.path))
        except OSError as error:
            raise ImportError("source not available through get_data()", name=fullname) from error

    def source_to_code(self, data, path):
        return compile(data, path, "exec", dont_inherit=True)

    def get_code(self, fullname):
        self._check_name(fullname)
        if type(self).source_to_code is SourceFileLoader.source_to_code:
            return _imp.load_code(self.path)
        return self.source_to_code(self.get_data(self.path), self.path)

    def exec_module(self, module):
        exec(self.get_code(module.__name__), module.__dict__)


class NamespaceLoader(_Loader):
    """Loads a package that is folders without an `__init__.py`."""

    def __init__(self, name, path, path_finder=None):
        self._path = path

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ""

    def get_code(self, fullname):
        return compile("", "<string>", "exec", dont_inherit=True)

    def exec_module(self, module):
        pass


class BuiltinImporter:
    """Finds and loads modules that are written in C++."""

    _ORIGIN = "built-in"

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if path is None and _imp.is_builtin(fullname):
            return ModuleSpec(fullname, cls, origin=cls._ORIGIN)
        return None

    @staticmethod
    def create_module(spec):
        if not _imp.is_builtin(spec.name):
            raise ImportError(f"{spec.name!r} is not a built-in module", name=spec.name)
        return _imp.create_builtin(spec)

    @staticmethod
    def exec_module(module):
        pass

    @classmethod
    def load_module(cls, fullname):
        return _load(ModuleSpec(fullname, cls, origin=cls._ORIGIN))

    @staticmethod
    def get_code(fullname):
        return None

    @staticmethod
    def get_source(fullname):
        return None

    @staticmethod
    def is_package(fullname):
        return False


class PathFinder:
    """Finds modules along sys.path, or the `__path__` of their package."""

    @staticmethod
    def invalidate_caches():
        for finder in list(sys.path_importer_cache.values()):
            if hasattr(finder, "invalidate_caches"):
                finder.invalidate_caches()

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if not sys.path_hooks:
            return _spec_of(fullname, _imp.find_module(fullname, path))
        portions = []
        for entry in sys.path if path is None else path:
            finder = cls._hooked(entry)
            if finder is None:
                spec = _spec_of(fullname, _imp.find_module(fullname, [entry]))
            else:
                spec = finder.find_spec(fullname, target)
            if spec is not None and spec.loader is not None and type(spec.loader) is not NamespaceLoader:
                return spec
            if spec is not None:
                portions += spec.submodule_search_locations
        return _spec_of(fullname, (None, portions, None)) if portions else None

    @staticmethod
    def _hooked(entry):
        """The finder that a hook makes for an entry of a path, or None."""
        try:
            return sys.path_importer_cache[entry]
        except (KeyError, TypeError):
            pass
        found = None
        for hook in sys.path_hooks:
            try:
                found = hook(entry)
                break
            except ImportError:
                continue
        sys.path_importer_cache[entry] = found
        return found


class FileFinder:
    """Finds modules in one folder."""

    def __init__(self, path, *loader_details):
        self.path = path or "."

    def invalidate_caches(self):
        pass

    def find_spec(self, fullname, target=None):
        return _spec_of(fullname, _imp.find_module(fullname, [self.path]))

    @classmethod
    def path_hook(cls, *loader_details):
        def path_hook_for_FileFinder(path):
            import os
            if path and not os.path.isdir(path):
                raise ImportError("only directories are supported", path=path)
            return cls(path, *loader_details)
        return path_hook_for_FileFinder

    def __repr__(self):
        return f"FileFinder({self.path!r})"


def decode_source(data):
    """The text of source code, with any line ends as `\\n`."""
    encoding = "utf-8"
    if data.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    else:
        for line in data.split(b"\n", 2)[:2]:
            declared = _declared_encoding(line)
            if declared:
                encoding = declared
                break
            if line.strip() and not line.strip().startswith(b"#"):
                break
    return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


def _declared_encoding(line):
    if not line.strip().startswith(b"#") or b"coding" not in line:
        return None
    rest = line.partition(b"coding")[2]
    if rest[:1] not in (b":", b"="):
        return None
    name = bytearray()
    for byte in rest[1:].lstrip():
        if not (bytes([byte]).isalnum() or byte in b"-_."):
            break
        name.append(byte)
    return name.decode("ascii") or None


def _spec_of(name, found):
    if found is None:
        return None
    file, portions, cached = found
    if file is None:
        spec = ModuleSpec(name, NamespaceLoader(name, portions), is_package=True)
    else:
        spec = ModuleSpec(name, SourceFileLoader(name, file), origin=file)
        spec._set_fileattr = True
        spec._cached = cached
    spec.submodule_search_locations = portions
    return spec


def _describe(space, name, file, portions, cached):
    """Fills in what a module says about itself, before it runs."""
    spec = _spec_of(name, (file, portions, cached))
    space["__loader__"] = spec.loader
    space["__spec__"] = spec
    if portions is not None:
        space["__path__"] = portions
    space["__file__"] = file
    if file is not None:
        if cached is not None:
            space["__cached__"] = cached


def _describe_builtin(module):
    module.__loader__ = BuiltinImporter
    module.__spec__ = ModuleSpec(module.__name__, BuiltinImporter, origin="built-in")


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec for a loader that somebody has already."""
    if hasattr(loader, "get_filename"):
        return spec_from_file_location(
            name, loader=loader,
            **({} if is_package is None else {"submodule_search_locations": [] if is_package else None}))
    if is_package is None:
        try:
            is_package = loader.is_package(name) if hasattr(loader, "is_package") else False
        except ImportError:
            is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


_unset = object()


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_unset):
    """A spec for a module in a file; None where nobody knows how to load it."""
    if location is None:
        location = "<unknown>"
        try:
            location = loader.get_filename(name)
        except (AttributeError, ImportError):
            pass
    else:
        import os
        location = os.path.abspath(os.fspath(location))
    if loader is None:
        if not location.endswith(".py"):
            return None
        loader = SourceFileLoader(name, location)
    spec = ModuleSpec(name, loader, origin=location)
    spec._set_fileattr = True
    if submodule_search_locations is _unset:
        try:
            is_package = loader.is_package(name)
        except (AttributeError, ImportError):
            is_package = False
        submodule_search_locations = [] if is_package else None
    spec.submodule_search_locations = submodule_search_locations
    if submodule_search_locations == []:
        spec.submodule_search_locations.append(location.rpartition("/")[0])
    return spec


def _init_module_attrs(spec, module, *, override=False):
    values = {"__name__": spec.name, "__loader__": spec.loader, "__package__": spec.parent, "__spec__": spec}
    if spec.submodule_search_locations is not None:
        values["__path__"] = spec.submodule_search_locations
    if spec.has_location:
        values["__file__"] = spec.origin
        if spec.cached is not None:
            values["__cached__"] = spec.cached
    for name, value in values.items():
        if override or name == "__spec__" or getattr(module, name, None) is None:
            try:
                setattr(module, name, value)
            except AttributeError:
                pass
    return module


def module_from_spec(spec):
    """An empty module, ready to be run by the loader of its spec."""
    module = None
    if hasattr(spec.loader, "create_module"):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, "exec_module"):
        raise ImportError("loaders that define exec_module() must also define create_module()")
    if module is None:
        module = type(sys)(spec.name)
    return _init_module_attrs(spec, module)


def _load(spec):
    """Loads a module by its spec, into sys.modules."""
    if spec.loader is not None and not hasattr(spec.loader, "exec_module"):
        module = spec.loader.load_module(spec.name)
        module = sys.modules.get(spec.name, module)
        return _init_module_attrs(spec, module)
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        if spec.loader is None:
            if spec.submodule_search_locations is None:
                raise ImportError("missing loader", name=spec.name)
        else:
            spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(spec.name, None)
        raise
    return sys.modules.get(spec.name, module)


def _exec(spec, module):
    """Runs a module once more."""
    _init_module_attrs(spec, module, override=True)
    if spec.loader is not None:
        spec.loader.exec_module(module)
    return sys.modules.get(spec.name, module)


def _find_spec(name, path, target=None):
    for finder in list(sys.meta_path):
        find_spec = getattr(finder, "find_spec", None)
        if find_spec is not None:
            spec = find_spec(name, path, target)
            if spec is not None:
                return spec
    return None


def _describe_all():
    """For the modules that were there before this one."""
    for name, module in list(sys.modules.items()):
        if getattr(module, "__spec__", None) is None and _imp.is_builtin(name):
            _describe_builtin(module)
    own = sys.modules[__name__].__dict__
    _describe(own, __name__, _imp.find_module(__name__, None)[0], None, None)


for _class in (SourceFileLoader, NamespaceLoader, PathFinder, FileFinder):
    _class.__module__ = "_frozen_importlib_external"
del _class
sys.meta_path += [BuiltinImporter, PathFinder]
_describe_all()

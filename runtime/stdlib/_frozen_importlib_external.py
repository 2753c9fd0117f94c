"""The half of the import system that knows files; all of it is in _frozen_importlib."""

import _imp
from _frozen_importlib import (FileFinder, NamespaceLoader, PathFinder, SourceFileLoader, decode_source,
                               spec_from_file_location)

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = []
DEBUG_BYTECODE_SUFFIXES = []
OPTIMIZED_BYTECODE_SUFFIXES = []
EXTENSION_SUFFIXES = []
MAGIC_NUMBER = _imp.magic_number()
path_sep = "/"


class FileLoader(SourceFileLoader):
    pass


class SourceLoader(SourceFileLoader):
    pass


class SourcelessFileLoader(SourceFileLoader):
    """Modules without source: minipy has none."""


class ExtensionFileLoader:
    """Extension modules of CPython, which minipy cannot load."""

    def __init__(self, name, path):
        self.name = name
        self.path = path

    def create_module(self, spec):
        raise ImportError("extension modules of CPython are not supported", name=spec.name, path=self.path)

    def exec_module(self, module):
        pass


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where the compiled form of a source file is kept."""
    import os
    cached = _imp.cache_path(os.fspath(path))
    if cached is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    return cached


def source_from_cache(path):
    """The source file whose compiled form this is."""
    import os
    folder, name = os.path.split(os.fspath(path))
    folder, cache = os.path.split(folder)
    if cache != "__pycache__":
        raise ValueError(f"__pycache__ not bottom-level directory in {path!r}")
    if name.count(".") not in (2, 3):
        raise ValueError(f"expected only 2 or 3 dots in {name!r}")
    return os.path.join(folder, name.partition(".")[0] + ".py")

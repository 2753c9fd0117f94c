"""Finders and loaders."""

from _frozen_importlib import BuiltinImporter, FileFinder, ModuleSpec, NamespaceLoader, PathFinder, SourceFileLoader
from _frozen_importlib_external import (BYTECODE_SUFFIXES, DEBUG_BYTECODE_SUFFIXES, EXTENSION_SUFFIXES,
                                        ExtensionFileLoader, OPTIMIZED_BYTECODE_SUFFIXES, SOURCE_SUFFIXES,
                                        SourcelessFileLoader)


class FrozenImporter(BuiltinImporter):
    """Finds frozen modules, of which there are none."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


class WindowsRegistryFinder:
    """Finds nothing here."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


def all_suffixes():
    """The endings of files that may be modules."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES

"""Weak references need the collector to clear them; minipy's does not yet."""

raise ImportError("weakref is not supported yet, nor are modules of the standard library that import it", name="weakref")

"""There is no way to call into C libraries."""

raise ImportError("ctypes is not supported: minipy cannot call into C libraries", name="ctypes")

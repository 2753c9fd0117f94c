"""The event loop is not there yet; coroutines are, and can be driven by hand."""

raise ImportError(
    "asyncio is not supported yet: minipy has coroutines but no event loop; use threading or concurrent.futures",
    name="asyncio",
)

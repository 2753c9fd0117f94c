from .round import Circle
from . import flat

__all__ = ["Circle", "flat"]
hidden = 1

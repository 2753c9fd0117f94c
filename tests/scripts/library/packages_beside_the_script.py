import sys

import _shapes
import _shapes.round as r
from _shapes import *
from _shapes.flat import Square, area as flat_area
from _shapes.deep.inner import where

print(_shapes.__name__, _shapes.__package__, _shapes.__file__.rpartition("/")[2], _shapes.__path__[0].rpartition("/")[2])
print(_shapes.__spec__.name, _shapes.__spec__.parent, _shapes.flat.__spec__.parent, r.__name__, r.__package__)
print(Circle(1).area(), Square(2).area(), flat_area(3), where())
print(sorted(name for name in sys.modules if name.startswith("_shapes")))
print("hidden" in globals(), "Circle" in globals(), repr(_shapes.__spec__.loader).split()[0])
for statement in ("import _shapes.nothing", "from _shapes import nothing", "from . import x", "import _shapes.flat.more",
                  "from _shapes.flat import nothing", "import no_such_module"):
    try:
        exec(statement)
    except ImportError as error:
        print(type(error).__name__, str(error).partition(" (/")[0], error.name)
try:
    import _shapes.beyond
except ImportError as error:
    print(error)
print("_shapes.beyond" in sys.modules)
import _shapes_namespace.part

print(_shapes_namespace.part.value, _shapes_namespace.__spec__.origin, hasattr(_shapes_namespace, "__file__"))

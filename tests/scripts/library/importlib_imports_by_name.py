import importlib
import importlib.util
import os
import sys
import tempfile

print(importlib.import_module("_shapes.flat").area(4), importlib.import_module(".flat", "_shapes").__name__)
print(importlib.util.find_spec("_shapes").origin.rpartition("/")[2], importlib.util.find_spec("no_such_module"))
print(importlib.util.resolve_name("..a", "x.y.z"), "_shapes.round" in sys.modules)
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "plugin.py")
    with open(path, "w") as file:
        file.write("calls = []\ndef f():\n    return __name__, 1\n")
    spec = importlib.util.spec_from_file_location("my_plugin", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["my_plugin"] = module
    spec.loader.exec_module(module)
    print(module.f(), module.__file__ == path, spec.loader.get_source("my_plugin").splitlines()[0])
    sys.path.insert(0, folder)
    import plugin

    plugin.calls.append(1)
    with open(path, "w") as file:
        file.write("value = 'changed'\n")
    print(importlib.reload(plugin) is plugin, plugin.value, plugin.f())


class Finder:
    def find_spec(self, name, path, target=None):
        if name == "made_up":
            return importlib.util.spec_from_loader(name, self)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.answer = 42


sys.meta_path.insert(0, Finder())
import made_up

print(made_up.answer, made_up.__spec__.name, made_up.__loader__ is sys.meta_path[0])
sys.modules["blocked"] = None
for name in ("blocked", "made.up", "nothing_here"):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        print(error)

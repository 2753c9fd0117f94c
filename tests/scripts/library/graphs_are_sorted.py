import graphlib

print(list(graphlib.TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}}).static_order())[::3])
sorter = graphlib.TopologicalSorter()
sorter.add("link", "compile")
sorter.add("compile", "fetch")
sorter.prepare()
while sorter.is_active():
    for node in sorter.get_ready():
        print(node)
        sorter.done(node)
try:
    list(graphlib.TopologicalSorter({1: [2], 2: [1]}).static_order())
except graphlib.CycleError as error:
    print(error.args[0], sorted(error.args[1]))

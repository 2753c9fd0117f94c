import atexit


def goodbye(name, sign="."):
    print("goodbye", name + sign)


atexit.register(goodbye, "first")
atexit.register(goodbye, "second", sign="!")
atexit.register(print, "unregistered")
atexit.unregister(print)
print("end of script")

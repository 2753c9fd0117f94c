import sys

print(sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 8), sys.maxsize, sys.byteorder)
print(sys.float_info.max, sys.platform, sys.getrecursionlimit(), sys.flags.optimize, sys.exc_info())
try:
    raise KeyError("x")
except KeyError:
    print(sys.exc_info()[0], sys.exc_info()[1], sys.exception() is sys.exc_info()[1])
print(sys.intern("a" + "b") is sys.intern("ab"), sys.getdefaultencoding(), sys.stdout.writable(), sys.stdin.readable())
for attempt in (lambda: sys.setrecursionlimit(0), lambda: sys.setswitchinterval(0), lambda: sys.intern(3)):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, error)

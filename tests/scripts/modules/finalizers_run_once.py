import gc
import weakref


class C:
    pass


def goodbye(*args, **kwargs):
    print("goodbye", args, kwargs)
    return "done"


c = C()
f = weakref.finalize(c, goodbye, 1, k=2)
print(f.alive, f.atexit, f.peek() == (c, goodbye, (1,), {"k": 2}), repr(f).startswith("<finalize object at 0x"), "for 'C' at" in repr(f))
del c
gc.collect()
print(f.alive, f.peek(), f.detach(), f(), f.atexit, repr(f).endswith("; dead>"))

# It may be called, or be let off.
c = C()
f = weakref.finalize(c, goodbye, "called")
print(f(), f(), f.alive)
f = weakref.finalize(c, goodbye, "let off")
print(f.detach() == (c, goodbye, ("let off",), {}), f.alive, f())
del c
gc.collect()

# Nobody needs to keep it.
c = C()
weakref.finalize(c, goodbye, "kept by itself")
del c
gc.collect()

# At the end of the program: the newest first, exceptions are told, and what asked not to run does not.
kept = C()
weakref.finalize(kept, goodbye, "the first at the end")
quiet = weakref.finalize(kept, goodbye, "never")
quiet.atexit = False
print(quiet.atexit, quiet.alive)


def more():
    print("more")
    weakref.finalize(kept, goodbye, "made at the end")


weakref.finalize(kept, more)
try:
    weakref.finalize(5, goodbye)
except TypeError as e:
    print(e)
print("the end")

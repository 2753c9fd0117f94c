import threading


def hook(args):
    print(args.exc_type.__name__, args.exc_value, args.thread.name)


def fail():
    raise KeyError("k")


threading.excepthook = hook
t = threading.Thread(target=fail, name="T")
t.start()
t.join()
# expect: KeyError 'k' T

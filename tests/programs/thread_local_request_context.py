import threading
import logging
import sys

logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(levelname)-8s [%(threadName)s] %(message)s")
log = logging.getLogger(__name__)


class RequestContext(threading.local):
    user = "anonymous"

    def __init__(self, defaults=None):
        self.history = list(defaults or ())

    def note(self, what):
        self.history.append((self.user, what))


ctx = RequestContext(["start"])


def handle(request):
    log.info("handling %s as %s", request, ctx.user)
    ctx.user = f"user-{request}"
    helper("login")
    helper("logout")
    histories[request] = ctx.history


def helper(action):
    ctx.note(action)


histories = {}
for i in range(3):
    t = threading.Thread(target=handle, args=(i,), name=f"request-{i}")
    t.start()
    t.join()

for key, value in histories.items():
    print(key, value)
print(ctx.user, ctx.history)
print(sorted(ctx.__dict__))

local = threading.local()
local.x = 1


def show():
    try:
        print(local.x)
    except AttributeError as e:
        print("AttributeError:", e)


t = threading.Thread(target=show)
t.start()
t.join()
show()
del local.x
show()
log.warning("%d requests in %s", len(histories), __name__)
try:
    1 / 0
except ZeroDivisionError:
    log.error("that failed: %s", sys.exc_info()[1])

import logging
import sys
import threading

logging.basicConfig(
    format="%(levelname)s %(name)s %(threadName)s %(funcName)s %(module)s %(lineno)d: %(message)s",
    level=logging.INFO,
    stream=sys.stdout,
)


def work(number):
    logging.info("Thread %s: starting", number)
    logging.debug("not shown")


for n in range(2):
    thread = threading.Thread(target=work, args=(n,), name=f"worker-{n}")
    thread.start()
    thread.join()

logger = logging.getLogger("a.b")
logger.warning("careful: %(what)s", {"what": "dict"})
logger.setLevel(logging.ERROR)
logger.warning("not shown")
logging.getLogger("a").info("above")
print(logger, logging.getLogger("a.b") is logger, logger.parent.name, logger.getEffectiveLevel(), logger.isEnabledFor(10))
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("a").error("failed", exc_info=False)

other = logging.getLogger("other")
other.propagate = False
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("{levelname:>8}|{message}", style="{"))
other.addHandler(handler)
other.addFilter(lambda record: "secret" not in record.getMessage())
other.critical("plain")
other.critical("secret")
logging.LoggerAdapter(other, {"user": "x"}).error("adapted")
logging.addLevelName(25, "NOTICE")
logging.log(25, "named level")
print(logging.getLevelName(25), logging.getLevelName("ERROR"), logging.getLevelName(7))

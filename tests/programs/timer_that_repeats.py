from threading import Timer, Event, Thread, Lock, current_thread, main_thread
import time


class RepeatedTimer:
    def __init__(self, interval, function, *args, **kwargs):
        self._timer = None
        self.interval = interval
        self.function = function
        self.args = args
        self.kwargs = kwargs
        self.is_running = False
        self.start()

    def _run(self):
        self.is_running = False
        self.start()
        self.function(*self.args, **self.kwargs)

    def start(self):
        if not self.is_running:
            self._timer = Timer(self.interval, self._run)
            self._timer.daemon = True
            self._timer.start()
            self.is_running = True

    def stop(self):
        self._timer.cancel()
        self.is_running = False


ticks = []
enough = Event()
lock = Lock()


def tick(label, limit=5):
    with lock:
        if len(ticks) < limit:
            ticks.append(f"{label} {len(ticks)}")
        if len(ticks) == limit:
            enough.set()


rt = RepeatedTimer(0.002, tick, "tick", limit=4)
try:
    print("waiting:", enough.wait(timeout=30))
finally:
    rt.stop()
print(ticks)


class StoppableThread(Thread):
    """Thread class with a stop() method. The thread itself has to check regularly for the stopped() condition."""

    def __init__(self, *args, **kwargs):
        super(StoppableThread, self).__init__(*args, **kwargs)
        self._stop_event = Event()
        self.rounds = 0

    def stop(self):
        self._stop_event.set()

    def stopped(self):
        return self._stop_event.is_set()

    def run(self):
        while not self.stopped():
            self.rounds += 1
            time.sleep(0.0005)


st = StoppableThread(name="stoppable")
print(st.is_alive(), st.stopped())
st.start()
while st.rounds < 3:
    time.sleep(0.0005)
st.stop()
st.join()
print(st.is_alive(), st.stopped(), st.rounds >= 3)

late = Timer(3600, print, args=("too late",))
late.start()
late.cancel()
late.join()
print("cancelled", late.finished.is_set())
print(current_thread() is main_thread(), current_thread().name)

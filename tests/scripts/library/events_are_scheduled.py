import sched

now = 0
log = []


def wait(seconds):
    global now
    now += seconds


scheduler = sched.scheduler(lambda: now, wait)
scheduler.enter(5, 1, lambda: log.append(("five", now)))
scheduler.enter(2, 2, log.append, argument=("two, later",))
scheduler.enter(2, 1, log.append, argument=("two",))
gone = scheduler.enter(3, 1, log.append, argument=("never",))
scheduler.cancel(gone)
scheduler.enterabs(9, 1, lambda text="": log.append((text, now)), kwargs={"text": "nine"})
print(len(scheduler.queue), scheduler.empty(), scheduler.queue[0].time)
scheduler.run()
print(log, scheduler.empty())

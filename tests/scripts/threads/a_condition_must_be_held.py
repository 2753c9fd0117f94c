import threading

c = threading.Condition()
for f in (c.wait, c.notify, c.notify_all):
    try:
        f()
    except RuntimeError as e:
        print(e)  # expect: cannot wait on un-acquired lock
        # expect: cannot notify on un-acquired lock
        # expect: cannot notify on un-acquired lock
with c:
    print(c.wait(0.01), c.wait_for(lambda: False, timeout=0.01), c.wait_for(lambda: "yes"))
    # expect: False False yes

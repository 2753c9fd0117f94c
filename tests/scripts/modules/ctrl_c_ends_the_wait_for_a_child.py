import os
import signal
import subprocess
import threading

child = subprocess.Popen(["sleep", "600"])
waits = threading.Event()


def interrupt():
    waits.wait()
    os.kill(os.getpid(), signal.SIGINT)


threading.Thread(target=interrupt).start()
try:
    waits.set()
    os.waitpid(child.pid, 0)
    print("the child has ended")
except KeyboardInterrupt:
    print("interrupted")  # expect: interrupted

# A handler that returns lets the wait go on.
handled = []


def handle(number, frame):
    handled.append(number)
    child.kill()


signal.signal(signal.SIGUSR1, handle)
threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGUSR1)).start()
pid, status = os.waitpid(child.pid, 0)
print(pid == child.pid, os.WTERMSIG(status), handled == [signal.SIGUSR1])  # expect: True 9 True
child.returncode = -9

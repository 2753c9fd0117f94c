# Every child ends when somebody closes the pipe that it reads: the thread that waits for it must not keep the others
# from doing that, be there one worker or many.
import os
import subprocess
import threading

children = [subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) for _ in range(6)]
ended = []


def wait(child):
    pid, status = os.waitpid(child.pid, 0)
    ended.append((pid == child.pid, os.WEXITSTATUS(status)))
    child.returncode = 0


threads = [threading.Thread(target=wait, args=(child,)) for child in children]
for thread in threads:
    thread.start()


def release():
    for child in children:
        child.stdin.close()


releasing = threading.Thread(target=release)
releasing.start()
for thread in [releasing, *threads]:
    thread.join()
print(ended == [(True, 0)] * 6)  # expect: True

# Any of them, and one that has ended already.
quick = [os.spawnlp(os.P_NOWAIT, "true", "true") if hasattr(os, "spawnlp") else subprocess.Popen(["true"]).pid for _ in range(2)]
print({os.waitpid(-1, 0)[0] for _ in quick} == set(quick))  # expect: True
child = subprocess.Popen(["sleep", "60"])
print(os.waitpid(child.pid, os.WNOHANG))  # expect: (0, 0)
os.kill(child.pid, 9)
print(os.WTERMSIG(os.waitpid(child.pid, 0)[1]))  # expect: 9
child.returncode = -9
for pid in (child.pid, -1):
    try:
        os.waitpid(pid, 0)
    except ChildProcessError as error:
        print(error)
# expect: [Errno 10] No child processes
# expect: [Errno 10] No child processes

"""Runs functions again and again in several threads at once, and tells what went wrong.

`python3 SCRIPT SECONDS` runs a script of this directory for longer than the test suite does.
"""

import sys
import threading
import time

seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.4


class Wrong(Exception):
    """An invariant does not hold."""


def check(holds, *what):
    if not holds:
        raise Wrong(*what)


def run(*jobs, threads=8, seconds=seconds):
    """Calls the jobs, each with the number of its thread, until the time is over or one of them raises.

    Returns the texts of what they raised.
    """
    problems = []
    deadline = time.monotonic() + seconds

    def work(job, me):
        try:
            while not problems and time.monotonic() < deadline:
                for _ in range(20):
                    job(me)
        except BaseException as e:
            problems.append(f"{job.__name__}: {e!r}")

    crew = [threading.Thread(target=work, args=(jobs[n % len(jobs)], n)) for n in range(threads)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    return problems[:3]

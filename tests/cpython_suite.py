#!/usr/bin/env python3
"""Runs CPython's own tests of the language in minipy, and writes what passed into docs/language.md.

The tests are those of the package libpython3.11-testsuite, where it is installed; nothing of them is kept here.
minipy runs `_cpython_tests.py` for each file of tests, which tells in a report what became of each test. A test that
crashes or hangs is counted as that, and the file is run once more without it.

usage: tests/cpython_suite.py [--write] [--verbose] [FILE...]      e.g. test_list test_dict
"""

import argparse
import concurrent.futures
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "language.md"
BEGIN, END = "<!-- cpython-tests: begin -->", "<!-- cpython-tests: end -->"
LIBRARY = Path("/usr/lib/python3.11")
RUNNER = Path(__file__).resolve().parent / "_cpython_tests.py"
FILES = ["test_list", "test_tuple", "test_dict", "test_set", "test_int", "test_float", "test_unicode",
         "test_generators", "test_exceptions", "test_class", "test_descr", "test_fstring", "test_threading",
         "test_queue", "test_itertools", "test_functools", "test_collections"]
OUTCOMES = ["passed", "failed", "aside", "crashed", "hung"]


class Tally:
    """What became of the tests of a file."""

    def __init__(self, name):
        self.name = name
        self.outcomes = {}  # test id -> (outcome, detail)
        self.problem = ""   # why the file could not be loaded

    def count(self, outcome):
        return sum(1 for what, _ in self.outcomes.values() if what == outcome)


def run_once(minipy, options, name, without, seconds):
    """(outcomes, the test that was running when it ended before its time or None, how it ended)"""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report"
        omit = Path(folder) / "omit"
        omit.write_text("\n".join(without))
        environment = dict(os.environ, PYTHONHASHSEED="0", MINIPY_STDLIB=str(LIBRARY))
        for variable in ("PYTHON_GIL", "PYTHONPATH"):
            environment.pop(variable, None)
        with open(Path(folder) / "output", "w+", errors="replace") as output:
            process = subprocess.Popen([minipy, *options, str(RUNNER), name, str(report), str(omit)], cwd=folder,
                                       env=environment, stdin=subprocess.DEVNULL, stdout=output,
                                       stderr=subprocess.STDOUT, start_new_session=True)
            try:
                status = process.wait(seconds)
                how = "" if status == 0 else f"signal {-status}" if status < 0 else f"status {status}"
            except subprocess.TimeoutExpired:
                how = "hung"
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
            output.seek(0)
            said = output.read()
        outcomes, running = {}, None
        for line in report.read_text(errors="replace").splitlines() if report.exists() else ():
            word, _, rest = line.partition(" ")
            if word == "start":
                running = rest
            elif word == "end":
                outcome, _, detail = rest.partition(" ")
                outcomes[running] = outcome, detail
                running = None
            elif word == "done":
                return outcomes, None, ""
        return outcomes, running, how or "ended early", said


def run_file(minipy, options, name, seconds):
    tally = Tally(name)
    without = []
    for _ in range(40):
        outcomes, running, how, *said = run_once(minipy, options, name, without, seconds)
        tally.outcomes.update(outcomes)
        if not how:
            return tally
        if running is None and outcomes:  # what the last test left behind ended the program after it
            running = list(outcomes)[-1]
        if running is None:
            tally.problem = f"{how}: " + (said[0].strip().splitlines() or ["no output"])[-1]
            return tally
        detail = how + " | " + " | ".join(said[0].strip().splitlines()[-3:])
        tally.outcomes[running] = ("hung" if how == "hung" else "crashed"), detail
        without += [test for test in tally.outcomes if test not in without]
    tally.problem = "too many crashes"
    return tally


def reasons(tallies):
    """Why tests were left aside, and how many for each reason."""
    counted = Counter(detail for tally in tallies for what, detail in tally.outcomes.values() if what == "aside")
    return counted.most_common()


def failures(tallies):
    """What tests that failed say of it, and how many say the same, where it is more than one; hung ones by name."""
    counted, named = Counter(), []
    for tally in tallies:
        for test, (what, detail) in tally.outcomes.items():
            if what == "failed":
                text = re.sub(r"^\S*\.py:\d+ ", "", detail).strip().split("⏎")[0]
                counted[re.sub(r"'[^']*_?iterator' object", "an iterator", text)[:110]] += 1
            elif what in ("crashed", "hung"):
                named.append(f"{what}: `{test}`")
    return [f"{count}: `{text.replace('`', '')}`" for text, count in counted.most_common() if count > 1] + named


def table(tallies, version):
    lines = [f"CPython {version}'s own tests (package `libpython3.11-testsuite`), run by `./dev cpython` in minipy with "
             "CPython's `unittest`:", "", "| file | passed | failed | left aside | crashed or hung |",
             "|---|---:|---:|---:|---:|"]
    total = Counter()
    for tally in tallies:
        counts = {outcome: tally.count(outcome) for outcome in OUTCOMES}
        total.update(counts)
        refused = any("_FailedTest" in test for test in tally.outcomes)
        problem = tally.problem or ("cannot be imported" if refused else "")
        note = f" ({problem})" if problem else ""
        lines.append(f"| `{tally.name}`{note} | {counts['passed']} | {counts['failed']} | {counts['aside']} | "
                     f"{counts['crashed'] + counts['hung']} |")
    lines.append(f"| all | {total['passed']} | {total['failed']} | {total['aside']} | "
                 f"{total['crashed'] + total['hung']} |")
    lines += ["", "Left aside, and why:", ""]
    lines += [f"- {count}: {reason}" for reason, count in reasons(tallies) if reason]
    lines += ["", "Failed, and what they say, where several say the same:", ""]
    lines += [f"- {line}" for line in failures(tallies)]
    return "\n".join(lines) + "\n"


def write(text):
    page = PAGE.read_text() if PAGE.exists() else f"# The language\n\n## CPython's tests\n\n{BEGIN}\n{END}\n"
    if BEGIN not in page:
        page = page.rstrip("\n") + f"\n\n## CPython's tests\n\n{BEGIN}\n{END}\n"
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}\n{text}{END}{tail}")


def main():
    parser = argparse.ArgumentParser(description="Runs CPython's tests in minipy.")
    parser.add_argument("files", nargs="*", help="files of tests (default: the list in docs/language.md)")
    parser.add_argument("--minipy", default="build/dev/minipy", help="the program under test")
    parser.add_argument("--gil", choices=["on", "off"], default="on")
    parser.add_argument("--seconds", type=float, default=300, help="how long a file may take")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="files at a time")
    parser.add_argument("--write", action="store_true", help="write the table into docs/language.md")
    parser.add_argument("--verbose", action="store_true", help="tell which tests failed, and how")
    options = parser.parse_args()
    if not (LIBRARY / "test" / "list_tests.py").exists():
        print("the tests of CPython are not installed: apt install libpython3.11-testsuite")
        return 1
    minipy = str(Path(options.minipy).resolve())
    arguments = ["--gil", options.gil]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        tallies = []
        for tally in pool.map(lambda name: run_file(minipy, arguments, name, options.seconds), options.files or FILES):
            tallies.append(tally)
            counts = ", ".join(f"{tally.count(what)} {what}" for what in OUTCOMES if tally.count(what))
            print(f"{tally.name}: {counts}{' — ' if tally.problem and counts else ''}{tally.problem}", flush=True)
            if options.verbose:
                for test, (what, detail) in tally.outcomes.items():
                    if what in ("failed", "crashed", "hung"):
                        print(f"  {what} {test}: {detail}")
    version = re.sub(r"[-+~].*", "", subprocess.run(["dpkg-query", "-W", "-f=${Version}", "libpython3.11-testsuite"],
                                                     capture_output=True, text=True).stdout) or "3.11"
    if options.write:
        write(table(tallies, version))
    print(f"{sum(t.count('passed') for t in tallies)} passed, "
          f"{sum(t.count(what) for t in tallies for what in ('failed', 'crashed', 'hung'))} failed, "
          f"{sum(t.count('aside') for t in tallies)} left aside")
    return 0


if __name__ == "__main__":
    sys.exit(main())

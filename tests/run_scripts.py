#!/usr/bin/env python3
"""Runs the script tests and compares what they print with what they must print.

A test is a Python script under tests/scripts, or a whole program under tests/programs. It tells what it must print in one of two ways:

  beside the line     print(1 + 1)        # expect: 2
                      d["missing"]        # expect error: KeyError: 'missing'

                      The `# expect:` texts, in the order of the file, are the whole standard output. An
                      `# expect error:` is the last line of standard error, and makes the exit status 1.

  in files beside it  NAME.out is the whole standard output, NAME.err the whole standard error, a traceback
                      included, and NAME.status the exit status. At least one is there; what has no file is
                      empty, and the status is 1 after a traceback and else 0. NAME.err goes with
                      `# expect:` too.

Comments before the first line of code steer a test:

  # cpython: skip REASON     only minipy behaves like this; --check-cpython leaves it out
  # stdin: TEXT              one line of standard input (repeatable)
  # args: A B C              the script's arguments
  # options: --switch-interval 1ms    options for minipy
  # discipline: on           run with `--gil on` only (or `off`)
  # carriers: os             no fibers, even under threads/
  # seconds: 120             how long it may run before it counts as hanging

Every script runs with `--gil on` and `--gil off`; those under threads/, stress/ and programs/ run also as
fibers on one worker and on two. Files and folders whose name starts with `_`, and packages, are there to be imported.
"""

import argparse
import concurrent.futures
import difflib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "tests" / "scripts"
PROGRAMS = ROOT / "tests" / "programs"
DEFAULT_SECONDS = 60

EXPECT = re.compile(r"#\s*expect:(?: (.*))?$")
EXPECT_ERROR = re.compile(r"#\s*expect error: (.*)$")
# Frames of the standard library in a traceback: the same functions, in other files.
LIBRARY_FRAME = re.compile(r'^  File "(?:[^"]*/lib/python3|<minipy>/)[^"]*", line .*\n(?:    .*\n)*', re.MULTILINE)
DIRECTIVE = re.compile(r"#\s*(cpython|stdin|args|options|discipline|carriers|seconds):\s?(.*)$")


def name_of(path):
    """`threads/a_lock_lets_one_in.py`, `programs/dining_philosophers.py`."""
    return str(path.relative_to(SCRIPTS if SCRIPTS in path.parents else PROGRAMS.parent))


class Test:
    """A script and what it must print."""

    def __init__(self, path):
        self.path = path
        self.name = name_of(path)
        self.stdin = ""
        self.args = []
        self.options = []
        self.disciplines = ["on", "off"]
        self.fibers = self.name.startswith(("threads/", "stress/", "programs/"))
        self.seconds = DEFAULT_SECONDS
        self.cpython_skip = None
        self.takes_seconds = False  # a stress test whose argument is how long it goes on
        self.stdout = self.stderr = self.last_error = None
        self.status = 0
        self.inline = False
        self.read()

    def read(self):
        in_header = True
        expected = []
        text = self.path.read_text(encoding="utf-8", errors="surrogateescape")
        self.takes_seconds = self.name.startswith("stress/") and ("from _crew" in text or "sys.argv[1]" in text)
        for line in text.splitlines():
            if in_header and line.startswith("#"):
                directive = DIRECTIVE.match(line)
                if directive:
                    self.direct(*directive.groups())
                    continue
            elif line.strip():
                in_header = False
            found = EXPECT.search(line)
            if found:
                self.inline = True
                expected.append(found.group(1) or "")
            found = EXPECT_ERROR.search(line)
            if found:
                self.inline = True
                self.last_error = found.group(1)
                self.status = 1
        if self.inline:
            self.stdout = "".join(line + "\n" for line in expected)
        else:
            self.stdout = self.beside(".out")
        if self.last_error is not None:
            return
        self.stderr = self.beside(".err") or ""
        self.status = guess_status(self.stderr)
        status = self.beside(".status")
        if status is not None:
            self.status = int(status)
        if self.stdout is None and (self.stderr or status):
            self.stdout = ""

    def beside(self, suffix):
        path = self.path.with_suffix(suffix)
        return path.read_text(encoding="utf-8", errors="surrogateescape") if path.exists() else None

    def direct(self, word, rest):
        if word == "cpython":
            self.cpython_skip = rest.removeprefix("skip").strip() or "no reason given"
        elif word == "stdin":
            self.stdin += rest + "\n"
        elif word == "args":
            self.args = shlex.split(rest)
        elif word == "options":
            self.options = shlex.split(rest)
        elif word == "discipline":
            self.disciplines = rest.split()
        elif word == "carriers":
            self.fibers = False
        elif word == "seconds":
            self.seconds = float(rest)

    def variants(self, os_threads_only):
        """The option lists to run it with."""
        for gil in self.disciplines:
            yield ["--gil", gil]
            if self.fibers and not os_threads_only:
                yield ["--gil", gil, "--threads", "fibers", "--workers", "1"]
                yield ["--gil", gil, "--threads", "fibers", "--workers", "2"]


def guess_status(stderr):
    """What a script that printed this on standard error most likely ended with; else it has a .status file."""
    return 1 if stderr.startswith(("Traceback", "  File ")) else 0


class Outcome:
    def __init__(self, stdout, stderr, status, hung):
        self.stdout, self.stderr, self.status, self.hung = stdout, stderr, status, hung


def run(command, test, seconds):
    """Runs a command in the script's folder, and kills it and its children if it hangs."""
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHONIOENCODING="utf-8", PYTHONHASHSEED="0")
    for name in ("PYTHON_GIL", "PYTHONPATH", "PYTHONUNBUFFERED", "PYTHONSTARTUP"):
        environment.pop(name, None)
    process = subprocess.Popen(
        command, cwd=test.path.parent, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, start_new_session=True)
    hung = False
    try:
        out, err = process.communicate(test.stdin.encode(), timeout=seconds)
    except subprocess.TimeoutExpired:
        hung = True
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
    decode = lambda data: data.decode("utf-8", errors="surrogateescape")
    shown = LIBRARY_FRAME.sub("", decode(err).replace(f"{test.path.parent}/", ""))
    return Outcome(decode(out), shown, process.returncode, hung)


def difference(what, expected, actual):
    lines = list(difflib.unified_diff(
        expected.splitlines(), actual.splitlines(), f"{what} expected", f"{what} printed", lineterm="", n=2))
    if not lines and expected != actual:
        lines = [f"{what}: they differ in the last newline only"]
    if len(lines) > 40:
        lines = lines[:40] + [f"... {len(lines) - 40} lines more"]
    return "\n".join("    " + line for line in lines)


def judge(test, outcome, seconds):
    """What is wrong with the outcome, as text; empty when nothing is."""
    wrong = []
    if outcome.hung:
        wrong.append(f"    it hung: killed after {seconds:g} seconds")
    if test.stdout is None:
        wrong.append("    it has no expectation: neither `# expect:` nor a .out file")
    elif outcome.stdout != test.stdout:
        wrong.append(difference("stdout", test.stdout, outcome.stdout))
    if test.last_error is not None:
        last = outcome.stderr.rstrip("\n").rpartition("\n")[2]
        if last != test.last_error:
            wrong.append(difference("error", test.last_error, last))
    elif outcome.stderr != (test.stderr or ""):
        wrong.append(difference("stderr", test.stderr or "", outcome.stderr))
    if not outcome.hung and outcome.status != test.status:
        how = f"died of signal {-outcome.status}" if outcome.status < 0 else f"exit status {outcome.status}"
        wrong.append(f"    {how}, expected exit status {test.status}")
        if test.last_error is not None or outcome.status < 0:
            tail = outcome.stderr.splitlines()[-12:]
            wrong += ["    | " + line for line in tail]
    return "\n".join(wrong)


def find(filters):
    tests = []
    for path in [*sorted(SCRIPTS.rglob("*.py")), *sorted(PROGRAMS.rglob("*.py"))]:
        name = name_of(path)
        if any(part.startswith("_") for part in name.split("/")):
            continue
        if (path.parent / "__init__.py").exists():
            continue
        if filters and not any(part in name for part in filters):
            continue
        tests.append(Test(path))
    return tests


def cpython():
    """CPython 3.11, the oracle: Debian's own if it is there."""
    for name in ("/usr/bin/python3.11", "python3.11"):
        found = shutil.which(name)
        if found:
            return found
    return None


def update(tests, python):
    """Writes .out and .err from what CPython prints, for the tests that keep them in files."""
    for test in tests:
        if test.last_error is not None or test.cpython_skip:
            continue
        outcome = run([python, str(test.path), *test.args], test, test.seconds)
        for suffix, text in ((".out", outcome.stdout), (".err", outcome.stderr)):
            beside = test.path.with_suffix(suffix)
            if test.inline and suffix == ".out":
                continue
            if text:
                if not beside.exists() or beside.read_text() != text:
                    print(f"wrote {beside.relative_to(ROOT)}")
                    beside.write_text(text, encoding="utf-8", errors="surrogateescape")
            elif beside.exists():
                beside.unlink()
                print(f"removed {beside.relative_to(ROOT)}")
        if outcome.status != guess_status(outcome.stderr):
            test.path.with_suffix(".status").write_text(f"{outcome.status}\n")


def main():
    parser = argparse.ArgumentParser(description="Runs minipy's script tests.")
    parser.add_argument("filters", nargs="*", help="only scripts whose path contains one of these")
    parser.add_argument("--minipy", default="build/dev/minipy", help="the program under test")
    parser.add_argument("--check-cpython", action="store_true", help="check the expectations against CPython 3.11")
    parser.add_argument("--update", action="store_true", help="write the .out and .err files from CPython 3.11")
    parser.add_argument("--os-threads-only", action="store_true", help="leave the fibers out")
    parser.add_argument("--gil", choices=["on", "off"], help="this discipline only")
    parser.add_argument("--stress", type=float, metavar="SECONDS",
                        help="how long each part of a script under stress/ goes on, where the script takes that")
    parser.add_argument("--slow", type=float, default=1, help="multiply the time a script may take")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="scripts at a time")
    parser.add_argument("--quiet", action="store_true", help="only names of failing scripts")
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # started in the background it is ignored, and inherited so

    tests = find(options.filters)
    if options.stress is not None:
        for test in tests:
            if test.takes_seconds:
                test.args = [str(options.stress)]
                test.seconds += 10 * options.stress
    if options.check_cpython or options.update:
        python = cpython()
        if python is None:
            print("CPython 3.11 is not installed here (Debian 12 has it as python3.11), so there is nothing "
                  "to check against")
            print("0 passed, 0 failed")
            return 0
        if options.update:
            update(tests, python)
            return 0
        jobs = [(test, [python, str(test.path), *test.args]) for test in tests if not test.cpython_skip]
    else:
        minipy = str(Path(options.minipy).resolve())
        if not os.access(minipy, os.X_OK):
            print(f"{options.minipy} is not there: build it first (./dev build)")
            print("0 passed, 1 failed")
            return 1
        jobs = [(test, [minipy, *variant, *test.options, str(test.path), *test.args])
                for test in tests for variant in test.variants(options.os_threads_only)
                if options.gil in (None, variant[1])]

    def work(job):
        test, command = job
        seconds = test.seconds * options.slow
        return job, judge(test, run(command, test, seconds), seconds)

    passed = failed = 0
    began = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for (test, command), wrong in pool.map(work, jobs):
            if not wrong:
                passed += 1
                continue
            failed += 1
            shown = shlex.join(part.replace(f"{ROOT}/", "") for part in command)
            print(f"FAILED {test.name}\n    {shown}")
            if not options.quiet:
                print(f"{wrong}\n", flush=True)
    print(f"{len(tests)} scripts, {len(jobs)} runs in {time.monotonic() - began:.1f} s")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

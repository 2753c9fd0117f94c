"""Run by minipy for tests/cpython_suite.py: one file of CPython's tests, with a line in a report for each test.

usage: _cpython_tests.py FILE REPORT OMIT
"""

import os
import platform
import re
import sys

import _cpython_aside

# CPython's tests ask this to know which of them are about CPython alone.
platform.python_implementation = lambda: "minipy"

import unittest

name, report_path, omit_path = sys.argv[1:]
sys.argv[1:] = []
with open(omit_path) as file:
    omit = set(file.read().split("\n"))
report = os.open(report_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)


def tell(line):
    os.write(report, (line.replace("\n", "⏎ ") + "\n").encode("utf-8", "backslashreplace"))


ASIDE = [(re.compile(pattern), why) for pattern, why in _cpython_aside.ASIDE]


class Report(unittest.TestResult):
    """Tells of each test at once."""

    def startTest(self, test):
        super().startTest(test)
        self.outcome = ("passed", "")
        tell(f"start {test.id()}")

    def stopTest(self, test):
        super().stopTest(test)
        tell("end " + " ".join(self.outcome))

    def note_failure(self, error):
        if self.outcome[0] != "failed":
            kind, value, traceback = error
            where = ""
            while traceback is not None:
                file = traceback.tb_frame.f_code.co_filename
                if "unittest" not in file:
                    where = f"{os.path.basename(file)}:{traceback.tb_lineno}"
                traceback = traceback.tb_next
            self.outcome = ("failed", f"{where} {kind.__name__}: {str(value)[:200]}")

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.note_failure(error)

    def addError(self, test, error):
        super().addError(test, error)
        if not hasattr(test, "_testMethodName"):  # setUpClass or setUpModule
            tell(f"start {test.id()}")
            self.outcome = ("passed", "")
            self.note_failure(error)
            tell("end " + " ".join(self.outcome))
            return
        self.note_failure(error)

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.note_failure(error)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        if not hasattr(test, "_testMethodName"):
            return
        self.outcome = ("aside", reason)

    def addUnexpectedSuccess(self, test):
        # What CPython is known to fail is no failure where it works.
        super().addUnexpectedSuccess(test)


def tests_of(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from tests_of(test)
        else:
            yield test


suite = unittest.TestSuite()
for test in tests_of(unittest.defaultTestLoader.loadTestsFromName("test." + name)):
    why = next((why for pattern, why in ASIDE if pattern.search(test.id())), None)
    if test.id() in omit:
        continue
    if why is not None:
        tell(f"start {test.id()}")
        tell(f"end aside {why}")
        continue
    suite.addTest(test)
suite.run(Report())
tell("done")

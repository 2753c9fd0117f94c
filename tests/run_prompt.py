#!/usr/bin/env python3
"""Tests of minipy's prompt, typed at through a pseudo-terminal.

A test is a function whose name is a sentence; it gets a function that starts a session. Nothing depends on a time: a
session is read until what is expected appears, and half a minute without it is a failure. Every test runs with both
disciplines, and with fibers on one worker.
"""

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 30
TESTS = []
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>78]|\x07")
VARIANTS = (["--gil", "on"], ["--gil", "off"], ["--gil", "off", "--threads", "fibers", "--workers", "1"])


def test(function):
    TESTS.append(function)
    return function


class Session:
    """A minipy on a terminal of its own."""

    def __init__(self, program, options, home):
        environment = dict(os.environ, HOME=home, TERM="xterm", LC_ALL="C.UTF-8", COLUMNS="80")
        for name in ("PYTHON_GIL", "PYTHONPATH", "PYTHONSTARTUP", "MINIPY_HISTORY"):
            environment.pop(name, None)
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
            os.chdir(home)
            os.execve(program, [program, *options], environment)
        self.raw = b""
        self.seen = 0

    def text(self):
        return CONTROL.sub("", self.raw.decode("utf-8", "replace")).replace("\r", "")

    def read_more(self, deadline):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([self.terminal], [], [], left)[0]:
            return None
        try:
            return os.read(self.terminal, 65536)
        except OSError:  # the other side is gone
            return b""

    def expect(self, wanted):
        """Reads until `wanted` has appeared behind what was expected before; returns what came before it."""
        deadline = time.monotonic() + SECONDS
        while (at := self.text().find(wanted, self.seen)) < 0:
            piece = self.read_more(deadline)
            if not piece:
                why = "the session ended" if piece == b"" else "nothing more came"
                raise AssertionError(f"{why} before {wanted!r}; since the last: {self.text()[self.seen:]!r}")
            self.raw += piece
        before = self.text()[self.seen:at]
        self.seen = at + len(wanted)
        return before

    def send(self, text):
        os.write(self.terminal, text.encode())

    def type(self, line, prompt=">>> "):
        """Types a line, and returns what is printed up to the next prompt, without the echo."""
        self.send(line + "\r")
        if line:
            self.expect(line)
        self.expect("\n")
        return self.expect(prompt)

    def end(self):
        """Waits for the end; returns the exit status."""
        deadline = time.monotonic() + SECONDS
        while piece := self.read_more(deadline):
            self.raw += piece
        if piece is None:
            raise AssertionError(f"the session did not end; since the last: {self.text()[self.seen:]!r}")
        _, status = os.waitpid(self.pid, 0)
        self.pid = None
        return os.waitstatus_to_exitcode(status)

    def close(self):
        if self.pid is not None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.terminal)


@test
def values_are_shown_and_kept(start):
    session = start()
    assert "Python 3.11" in session.expect(">>> ")
    assert session.type("1 + 2") == "3\n"
    assert session.type("_ * 2") == "6\n"
    assert session.type("None") == ""
    assert session.type("x = 5; x; 'text'") == "5\n'text'\n"
    assert session.type("print(_)") == "text\n"
    session.send("\x04")
    assert session.end() == 0


@test
def blocks_go_on_until_an_empty_line(start):
    session = start("-q")
    session.expect(">>> ")
    session.type("def twice(x):", "... ")
    session.type("    return x * 2", "... ")
    assert session.type("") == ""
    assert session.type("twice(21)") == "42\n"
    session.type("for i in range(2): i", "... ")
    assert session.type("") == "0\n1\n"
    session.type("text = '''a", "... ")
    session.type("", "... ")
    session.type("b'''", ">>> ")
    assert session.type("text") == "'a\\n\\nb'\n"
    session.type("[1,", "... ")
    assert session.type("2]") == "[1, 2]\n"
    session.type("try:", "... ")
    session.type("    1/0", "... ")
    session.type("except ZeroDivisionError:", "... ")
    session.type("    print('caught')", "... ")
    assert session.type("") == "caught\n"
    session.type("class A:", "... ")
    session.type("    x = 1", "... ")
    session.type("", ">>> ")
    assert session.type("A.x") == "1\n"
    assert session.type("# a comment") == ""


@test
def tracebacks_name_stdin(start):
    session = start("-q")
    session.expect(">>> ")
    assert session.type("1/0") == (
        'Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\n'
        "ZeroDivisionError: division by zero\n")
    session.type("def f():", "... ")
    session.type("  return g()", "... ")
    session.type("")
    assert session.type("f()") == (
        'Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\n'
        '  File "<stdin>", line 2, in f\n'
        "NameError: name 'g' is not defined\n")
    assert session.type("import sys; sys.last_type.__name__, sys.last_value.args") == (
        "('NameError', (\"name 'g' is not defined\",))\n")


@test
def syntax_errors_show_the_line(start):
    session = start("-q")
    session.expect(">>> ")
    assert session.type("1 +") == '  File "<stdin>", line 1\n    1 +\n       ^\nSyntaxError: invalid syntax\n'
    assert session.type("  x = 1") == '  File "<stdin>", line 1\n    x = 1\nIndentationError: unexpected indent\n'
    session.type("if 1:", "... ")
    shown = session.type("")
    assert "IndentationError: expected an indented block after 'if' statement on line 1" in shown, shown
    assert session.type("2") == "2\n"


@test
def ctrl_c_starts_a_new_line(start):
    session = start("-q")
    session.expect(">>> ")
    session.send("half a li")
    session.expect("half a li")
    session.send("\x03")
    session.expect("\nKeyboardInterrupt\n")
    session.expect(">>> ")
    session.type("def f():", "... ")
    session.send("\x03")
    session.expect("\nKeyboardInterrupt\n")
    session.expect(">>> ")
    assert session.type("6 * 7") == "42\n"


@test
def ctrl_c_ends_what_runs(start):
    session = start("-q")
    session.expect(">>> ")
    for code in ("print('go') or __import__('time').sleep(1000)", "while True: print('go', end='')"):
        session.send(code + "\r" + ("\r" if code.startswith("while") else ""))
        session.expect("\n")
        session.expect("go")
        session.send("\x03")
        session.expect('File "<stdin>", line 1, in <module>\n')
        session.expect("KeyboardInterrupt\n")
        session.expect(">>> ")
    assert session.type("'alive'") == "'alive'\n"


@test
def exit_has_a_status(start):
    session = start("-q")
    session.expect(">>> ")
    assert session.type("exit") == "Use exit() or Ctrl-D (i.e. EOF) to exit\n"
    session.send("exit(3)\r")
    assert session.end() == 3
    session = start("-q")
    session.expect(">>> ")
    session.send("raise SystemExit('bye')\r")
    status = session.end()
    assert status == 1 and session.text().endswith("bye\n"), session.text()


@test
def words_are_completed(start):
    session = start("-q")
    session.expect(">>> ")
    session.send("impo\t")
    session.expect("import ")
    session.send("sys\r")
    session.expect(">>> ")
    session.type("unusual_name = 'abc'")
    session.send("unus\t")
    session.expect("unusual_name")
    session.send(".upp\t")
    session.expect(".upper(")
    session.send(")\r")
    session.expect("'ABC'\n")
    session.expect(">>> ")
    session.send("sys.set\t")
    session.expect("sys.set")
    listed = session.expect("setrecursionlimit") + session.expect(">>> ")
    assert "setswitchinterval" in listed, listed
    session.send("\x15")
    session.send("if 1:\r\tprint('indented')\r\r")
    session.expect("\nindented\n")


@test
def lines_come_back(start):
    session = start("-q")
    session.expect(">>> ")
    assert session.type("100 + 1") == "101\n"
    session.send("\x1b[A\r")
    session.expect("\n101\n")
    session.expect(">>> ")
    session.send("\x10\x01-\r")  # Ctrl-P, Ctrl-A
    session.expect("\n-99\n")
    session.expect(">>> ")  # a Ctrl-D before the line is edited is the terminal's, which then reads it as a NUL
    session.send("\x04")
    assert session.end() == 0
    again = start("-q")
    again.expect(">>> ")
    again.send("\x1b[A\x1b[A\r")
    again.expect("\n101\n")


@test
def text_of_any_script_can_be_typed(start):
    session = start("-q")
    session.expect(">>> ")
    assert session.type("'é☃日本😀'") == "'é☃日本😀'\n"
    session.send("'aé\x7fb'\r")  # backspace takes the whole letter
    session.expect("\n'ab'\n")


@test
def threads_run_while_the_prompt_waits(start):
    session = start("-q")
    session.expect(">>> ")
    session.type("import threading, time")
    session.type("e = threading.Event()")
    session.type("def tick():", "... ")
    session.type("    for i in range(3): time.sleep(0.01); print('tick', i, flush=True)", "... ")
    session.type("    e.wait(); print('set', flush=True)", "... ")
    session.type("")
    session.send("threading.Thread(target=tick, daemon=True).start()\r")
    for i in range(3):
        session.expect(f"tick {i}\n")  # nothing is typed meanwhile
    session.send("e.set()\r")
    session.expect("set\n")
    assert session.type("threading.current_thread() is threading.main_thread()").endswith("True\n")


@test
def a_prompt_follows_a_script_with_i(start):
    script = Path(start.home) / "script.py"
    script.write_text("value = 41\nimport sys\nprint(sys.argv, hasattr(sys, 'ps1'))\nsys.exit(3)\n")
    session = start("-i", "script.py", "a")
    session.expect("['script.py', 'a'] False\n")
    session.expect("SystemExit: 3\n")
    session.expect(">>> ")
    assert session.type("value + 1") == "42\n"
    session.send("\x04")
    assert session.end() == 0
    session = start("-i", "-c", "x = 7")
    session.expect(">>> ")
    assert session.type("x") == "7\n"


@test
def prompts_can_be_changed(start):
    session = start("-q")
    session.expect(">>> ")
    session.type("import sys")
    session.type("sys.ps1 = 'in: '", "in: ")
    session.type("class P:", "... ")
    session.type("  n = 0", "... ")
    session.type("  def __str__(self): P.n += 1; return f'[{P.n}] '", "... ")
    session.type("", "in: ")
    session.type("sys.ps1 = P()", "[1] ")
    assert session.type("2", "[2] ") == "2\n"


@test
def a_coroutine_that_nobody_awaits_is_told(start):
    session = start("-q")
    session.expect(">>> ")
    session.type("import gc")
    session.type("async def f(): pass", "... ")
    session.type("")
    session.type("x = [f() for i in range(3)]")
    session.type("x = None")
    session.type("gc.collect()")
    assert "RuntimeWarning: coroutine 'f' was never awaited" in session.text()


def in_a_pipe(program, options, home):
    """Without a terminal: a script from a pipe runs as a whole, and -i makes it a session with prompts on stderr."""
    def run(*arguments, stdin):
        done = subprocess.run([program, *options, *arguments], input=stdin, capture_output=True, text=True, cwd=home,
                              timeout=SECONDS)
        return done.stdout, done.stderr, done.returncode

    assert run(stdin="print(1)\n2\nif 1:\n  print(3)\nprint(4)\n") == ("1\n3\n4\n", "", 0)
    out, err, status = run("-i", "-q", stdin="x = 1\nx + 1\n1/0\nexit(4)\n")
    assert (out, status) == ("2\n", 4) and err.count(">>> ") == 4 and "ZeroDivisionError" in err, (out, err, status)


def main():
    parser = argparse.ArgumentParser(description="Tests minipy's prompt.")
    parser.add_argument("filters", nargs="*", help="only tests whose name contains one of these")
    parser.add_argument("--minipy", default="build/dev/minipy")
    options = parser.parse_args()
    program = str(Path(options.minipy).resolve())
    if not os.access(program, os.X_OK):
        print(f"{options.minipy} is not there: build it first (./dev build)\n0 passed, 1 failed")
        return 1

    passed = failed = 0

    def attempt(function, variant, *arguments):
        nonlocal passed, failed
        try:
            function(*arguments)
            passed += 1
        except Exception as problem:
            failed += 1
            last = traceback.extract_tb(problem.__traceback__)
            place = next(f for f in reversed(last) if f.name == function.__name__)
            print(f"FAILED {function.__name__.replace('_', ' ')} {' '.join(variant)}\n"
                  f"    line {place.lineno}: {place.line}\n    {type(problem).__name__}: {problem}\n", flush=True)

    for variant in VARIANTS:
        for function in TESTS:
            if options.filters and not any(part in function.__name__ for part in options.filters):
                continue
            with tempfile.TemporaryDirectory() as home:
                sessions = []

                def start(*arguments):
                    sessions.append(Session(program, [*variant, *arguments], home))
                    return sessions[-1]

                start.home = home
                try:
                    attempt(function, variant, start)
                finally:
                    for session in sessions:
                        session.close()
        if not options.filters:
            with tempfile.TemporaryDirectory() as home:
                attempt(in_a_pipe, variant, program, variant, home)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Tests of the program `minipy` as one meets it in a terminal: options, mistakes, Ctrl-C, --stats, the demos.

A test is a function whose name is a sentence; a failed `assert` tells why. `--check-cpython` runs those that
hold for CPython too with python3.11.
"""

import argparse
import concurrent.futures
import json
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMOS = ROOT / "demos"
SECONDS = 120
TESTS = []
program = []


def test(function):
    """Marks a test of what minipy alone does."""
    TESTS.append((function, False))
    return function


def like_cpython(function):
    """Marks a test of what CPython does as well."""
    TESTS.append((function, True))
    return function


class Ran:
    def __init__(self, out, err, status):
        self.out, self.err, self.status = out, err, status

    def __repr__(self):
        return f"status {self.status}\nstdout: {self.out!r}\nstderr: {self.err!r}"


def run(*arguments, stdin="", **environment):
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHON_GIL", "PYTHONPATH", "PYTHONUNBUFFERED")}
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    done = subprocess.run([*program, *map(str, arguments)], cwd=ROOT, env={**env, **environment}, input=stdin,
                          capture_output=True, text=True, timeout=SECONDS)
    return Ran(done.stdout, done.stderr, done.returncode)


def run_text(code, *options, **environment):
    return run(*options, "-c", code, **environment)


def interrupt(code, *options, after=0.5):
    """Runs `code`, waits until it says "ready", sends Ctrl-C after a while, and waits for the end."""
    process = subprocess.Popen([*program, *options, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               stdin=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    try:
        out, err = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise AssertionError("Ctrl-C did not end it")
    return Ran(out, err, process.returncode)


# ---- programs and their arguments


@like_cpython
def code_on_the_command_line_runs():
    ran = run("-c", "import sys; print(sys.argv, __name__)", "a", "--b")
    assert (ran.out, ran.err, ran.status) == ("['-c', 'a', '--b'] __main__\n", "", 0), ran


@like_cpython
def standard_input_runs_with_a_dash():
    ran = run("-", "x", stdin="import sys\nprint(sys.argv)\n")
    assert (ran.out, ran.status) == ("['-', 'x']\n", 0), ran


@like_cpython
def options_after_the_script_are_the_scripts_own():
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write("import sys\nprint(sys.argv[1:])\n")
        script.flush()
        ran = run(script.name, "--gil", "off", "-c", "-x", "--version")
    assert ran.out == "['--gil', 'off', '-c', '-x', '--version']\n", ran


@test
def version_and_help():
    ran = run("--version")
    assert re.match(r"minipy \d+\.\d+", ran.out) and ran.status == 0, ran
    ran = run("--help")
    assert ran.status == 0 and all(word in ran.out for word in ("--gil", "--switch-interval", "--stats", "dis")), ran


@like_cpython
def a_missing_script_is_one_line_and_status_2():
    ran = run("nowhere/missing.py")
    assert ran.status == 2 and ran.err.count("\n") == 1, ran
    assert ran.err.endswith("[Errno 2] No such file or directory\n") and "nowhere/missing.py" in ran.err, ran


@test
def a_directory_is_no_script():
    ran = run("demos")
    assert ran.status != 0 and ran.err.count("\n") == 1 and "demos" in ran.err, ran


@test
def an_unknown_option_is_one_line_and_status_2():
    for bad in (["--nonsense"], ["--gil", "maybe", "-c", "pass"], ["--gil"], ["--switch-interval", "soon", "-c", "pass"],
                ["--threads", "sometimes", "-c", "pass"], ["--workers", "x", "-c", "pass"], ["-X", "gil=2", "-c", "pass"],
                ["--log-level", "loud", "-c", "pass"], ["--gil-policy", "lottery", "-c", "pass"], ["--ticks", "0", "-c", "pass"],
                ["--gil-policy", "ticks", "--ticks", "many", "-c", "pass"], ["--ticks", "5", "-c", "pass"],
                ["--forced-switching", "maybe", "-c", "pass"], ["--checkpoints", "none", "-c", "pass"],
                ["--switch-every", "0", "-c", "pass"], ["--switch-every", "9", "--gil-policy", "fifo", "-c", "pass"],
                ["--switch-every", "9", "--checkpoints", "loops", "-c", "pass"],
                ["--gil-policy", "fifo", "--forced-switching", "off", "-c", "pass"],
                ["--gil", "off", "--gil-policy", "fifo", "-c", "pass"],
                ["--gil", "off", "--forced-switching", "on", "-c", "pass"]):
        ran = run(*bad)
        assert ran.status == 2 and ran.out == "" and 1 <= ran.err.count("\n") <= 2, (bad, ran)


@test
def a_wrong_choice_says_what_is_accepted():
    ran = run("--gil", "maybe", "-c", "pass")
    assert "maybe" in ran.err and "on" in ran.err and "off" in ran.err, ran


@like_cpython
def errors_in_code_on_the_command_line():
    ran = run_text("x = 1\nx.y")
    assert ran.status == 1 and ran.err == (
        'Traceback (most recent call last):\n  File "<string>", line 2, in <module>\n'
        "AttributeError: 'int' object has no attribute 'y'\n"), ran
    ran = run_text("x = = 1")
    assert ran.status == 1 and ran.err == (
        '  File "<string>", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n'), ran


@like_cpython
def output_is_flushed_before_a_traceback_and_at_exit():
    with tempfile.TemporaryFile("w+") as both:
        subprocess.run([*program, "-c", "print('a'); print('b', end=''); 1 / 0"], stdout=both, stderr=both)
        both.seek(0)
        text = both.read()
    assert "a\nb" in text and "ZeroDivisionError: division by zero\n" in text, text


@like_cpython
def a_closed_pipe_ends_it_quietly_enough():
    process = subprocess.Popen([*program, "-c", "for i in range(200000): print(i)"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read().decode()
    assert process.wait(SECONDS) in (0, 1, 120, -signal.SIGPIPE), process.returncode
    assert err == "" or "BrokenPipeError" in err, err


@like_cpython
def input_reads_lines_and_raises_eof_error():
    ran = run_text("a = input('? ')\nb = input()\nprint(a + b)\ninput()", stdin="one\ntwo\n")
    assert ran.out == "? onetwo\n" and ran.status == 1, ran
    assert ran.err.endswith("EOFError: EOF when reading a line\n"), ran


@like_cpython
def a_script_sees_its_file_and_imports_beside_it():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "beside.py").write_text("WORD = 'found'\n")
        script = Path(folder, "main.py")
        script.write_text("import beside\nprint(beside.WORD, __file__, __name__)\n")
        ran = run(script)
    assert ran.out == f"found {script} __main__\n", ran


@test
def a_file_named_as_what_every_program_has_is_not_taken_for_it():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "os.py").write_text("print('not this one')\n")
        Path(folder, "json.py").write_text("print('this one')\n")
        script = Path(folder, "io.py")
        script.write_text("import io, os, json\nprint(io.StringIO('text').read(), os.sep)\n")
        ran = run(script)
    assert ran.out == "this one\ntext /\n", ran


@test
def standard_output_is_written_at_once_with_u():
    code = "import os; print('first'); os.write(1, b'second\\n')"
    for options, environment, wanted in ((["-u"], {}, "first\nsecond\n"), ([], {}, "second\nfirst\n"),
                                         ([], {"PYTHONUNBUFFERED": "1"}, "first\nsecond\n"),
                                         (["-E"], {"PYTHONUNBUFFERED": "1"}, "second\nfirst\n")):
        ran = run_text(code, *options, **environment)
        assert ran.out == wanted, (options, ran)


# ---- the switch


GIL = "import sys; print(sys._is_gil_enabled(), sys.getswitchinterval())"


@test
def the_gil_is_on_unless_told():
    assert run_text(GIL).out == "True 0.005\n"
    assert run_text(GIL, "--gil", "off").out.startswith("False")
    assert run_text(GIL, "-X", "gil=0").out.startswith("False")
    assert run_text(GIL, "-Xgil=0").out.startswith("False")
    assert run_text(GIL, "-X", "utf8", "-X", "gil=0", "-Xdev").out.startswith("False")
    assert run_text(GIL, PYTHON_GIL="0").out.startswith("False")
    assert run_text(GIL, PYTHON_GIL="1").out.startswith("True")


@test
def warnings_are_what_the_options_say():
    script = "import warnings\nwarnings.warn('w', DeprecationWarning)\nwarnings.warn('other')\nprint('end')"
    assert "DeprecationWarning: w" in run_text(script).err and "UserWarning: other" in run_text(script).err
    assert run_text(script, "-W", "ignore").err == "" and run_text(script, "-Wi").out == "end\n"
    assert run_text(script, PYTHONWARNINGS="ignore").err == ""
    failed = run_text(script, "-W", "ignore", "-W", "error::DeprecationWarning")
    assert failed.status == 1 and failed.err.endswith("DeprecationWarning: w\n")
    assert run_text(script, "-W", "error", PYTHONWARNINGS="ignore").status == 1
    assert run_text(script, "-W", "ignore:oth", "-Wignore:W").err == ""
    assert run_text(script, "-W", "nonsense", "-W", "ignore").err == \
        "Invalid -W option ignored: invalid action: 'nonsense'\n"
    assert run_text("import sys; print(sys.warnoptions)", "-Wi", "-We", PYTHONWARNINGS="d,a").out == \
        "['d', 'a', 'i', 'e']\n"
    assert run_text("import sys; print(sys.warnoptions)", "-E", PYTHONWARNINGS="d").out == "[]\n"


@test
def gil_wins_over_x_and_x_over_the_variable():
    assert run_text(GIL, "--gil", "on", "-X", "gil=0", PYTHON_GIL="0").out.startswith("True")
    assert run_text(GIL, "-X", "gil=1", PYTHON_GIL="0").out.startswith("True")
    assert run_text(GIL, "-X", "gil=0", PYTHON_GIL="1").out.startswith("False")


@test
def the_switch_interval_has_several_spellings():
    for spelling, value in (("5ms", "0.005"), ("0.005", "0.005"), ("5000us", "0.005"), ("1s", "1.0"), ("100us", "0.0001")):
        ran = run_text(GIL, "--switch-interval", spelling)
        assert ran.out == f"True {value}\n", (spelling, ran)


LOOP = "n = 0\nwhile n < 1000: n += 1"


@test
def the_header_of_the_stats_shows_every_switch_of_the_lab():
    for options, words in (([], "policy interval, forced switching on, checkpoints loops"),
                           (["--gil-policy", "ticks"], "policy ticks, every 100 checkpoints, forced switching off"),
                           (["--gil-policy", "ticks", "--ticks", "7", "--checkpoints", "every"],
                            "policy ticks, every 7 instructions, checkpoints every"),
                           (["--gil-policy", "ticks", "--forced-switching", "on"], "policy ticks, forced switching on"),
                           (["--gil-policy", "fifo", "--switch-interval", "1ms"], "policy fifo, strict hand-over, interval 1 ms"),
                           (["--gil-policy", "priority"], "policy priority, forced switching on"),
                           (["--forced-switching", "off"], "policy interval, forced switching off"),
                           (["--switch-every", "1000"], "every 1,000 instructions, strict hand-over, checkpoints every"),
                           (["--gil", "off", "--checkpoints", "every"], "GIL: off, checkpoints every")):
        ran = run_text(LOOP, "--stats", *options)
        header = "\n".join(ran.err.splitlines()[:2])
        assert ran.status == 0 and all(word in header for word in words.split(", ")), (options, ran)


@test
def scripts_run_the_same_under_every_policy():
    code = ("import threading, time\nleft = list(range(200))\n"
            "def f():\n    while True:\n        try: left.pop()\n        except IndexError: return\n"
            "        for i in range(200): i * i\n        if len(left) % 50 == 0: time.sleep(0.0001)\n"
            "ts = [threading.Thread(target=f) for i in range(5)]\n[t.start() for t in ts]; [t.join() for t in ts]; print(left)")
    for policy in (["--gil-policy", "ticks"], ["--gil-policy", "ticks", "--ticks", "3", "--forced-switching", "on"],
                   ["--gil-policy", "fifo"], ["--gil-policy", "priority"], ["--gil-policy", "priority", "--forced-switching", "off"],
                   ["--switch-every", "100"], ["--checkpoints", "every"], ["--gil", "off", "--checkpoints", "every"]):
        for carriers in ([], ["--threads", "fibers", "--workers", "1"], ["--threads", "fibers", "--workers", "2"]):
            ran = run_text(code, *policy, *carriers, "--switch-interval", "100us") if "--switch-every" not in policy \
                else run_text(code, *policy, *carriers)
            assert (ran.out, ran.err, ran.status) == ("[]\n", "", 0), (policy, carriers, ran)


@test
def daemon_threads_are_left_behind_under_every_policy():
    code = ("import threading, time\ndef f():\n    while True: pass\n"
            "for i in range(3): threading.Thread(target=f, daemon=True).start()\ntime.sleep(0.01)\nprint('end')")
    for policy in (["--gil-policy", "ticks"], ["--gil-policy", "fifo"], ["--gil-policy", "priority"],
                   ["--switch-every", "1000"], ["--forced-switching", "off"]):
        ran = run_text(code, *policy)
        assert (ran.out, ran.err, ran.status) == ("end\n", "", 0), (policy, ran)


# ---- Ctrl-C


def interrupted(code, *options):
    ran = interrupt(code, *options)
    assert ran.err.endswith("KeyboardInterrupt\n") and ran.err.startswith("Traceback"), ran
    assert ran.status in (-signal.SIGINT, 130), ran


@like_cpython
def ctrl_c_ends_a_loop():
    interrupted("print('ready', flush=True)\nwhile True: pass")


@like_cpython
def ctrl_c_ends_sleep():
    interrupted("import time\nprint('ready', flush=True)\ntime.sleep(100)")


@like_cpython
def ctrl_c_ends_join():
    interrupted("import threading, time\nt = threading.Thread(target=time.sleep, args=(100,), daemon=True)\nt.start()\n"
                "print('ready', flush=True)\nt.join()")


@like_cpython
def ctrl_c_ends_a_wait_for_a_lock():
    interrupted("import threading\nl = threading.Lock()\nl.acquire()\nprint('ready', flush=True)\nl.acquire()")


@like_cpython
def ctrl_c_reaches_the_main_thread_while_others_compute():
    interrupted("import threading\ndef f():\n    while True: pass\n"
                "for _ in range(3): threading.Thread(target=f, daemon=True).start()\n"
                "print('ready', flush=True)\nwhile True: pass")


@like_cpython
def ctrl_c_can_be_caught():
    ran = interrupt("import time\nprint('ready', flush=True)\ntry:\n    time.sleep(100)\n"
                    "except KeyboardInterrupt:\n    print('caught')\nprint('goes on')")
    assert (ran.out, ran.err, ran.status) == ("caught\ngoes on\n", "", 0), ran


@like_cpython
def ctrl_c_ends_a_wait_for_a_socket():
    interrupted("import socket\na, b = socket.socketpair()\nprint('ready', flush=True)\na.recv(1)")
    interrupted("import socket, selectors\na, b = socket.socketpair()\ns = selectors.DefaultSelector()\n"
                "s.register(a, selectors.EVENT_READ)\nprint('ready', flush=True)\ns.select()")


@test
def ctrl_c_ends_every_kind_of_waiting():
    waits = {
        "lock.acquire(timeout)": "l = threading.Lock(); l.acquire(); l.acquire(timeout=100)",
        "Condition.wait": "c = threading.Condition(); c.acquire(); c.wait()",
        "Event.wait": "threading.Event().wait()",
        "Queue.get": "queue.Queue().get()",
        "SimpleQueue.get": "queue.SimpleQueue().get(timeout=100)",
        "Semaphore.acquire": "threading.Semaphore(0).acquire()",
        "Barrier.wait": "threading.Barrier(2).wait()",
        "a full pipe": "os.write(os.pipe()[1], bytes(1000000))",
        "a native loop": "collections.deque(itertools.repeat(0), maxlen=0)",
        "an import": "threading.Thread(target=lambda: __import__('slow'), daemon=True).start(); "
                     "time.sleep(0.1); __import__('slow')",
    }
    imports = "import collections, itertools, os, queue, sys, threading, time\n"

    def end(what, code, *options):
        with tempfile.TemporaryDirectory() as directory:
            Path(directory, "slow.py").write_text("import time\ntime.sleep(100)\n")
            program = (f"{imports}sys.path.insert(0, {directory!r})\nprint('ready', flush=True)\n"
                       f"try:\n    {code}\nexcept KeyboardInterrupt:\n    print('caught')")
            ran = interrupt(program, *options)
            assert (ran.out, ran.err, ran.status) == ("caught\n", "", 0), (what, options, ran)

    jobs = [(what, code, *options, "--gil", gil) for what, code in waits.items() for gil in ("on", "off")
            for options in ([], ["--threads", "fibers", "--workers", "1"])]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda job: end(*job), jobs))


@like_cpython
def ctrl_c_ends_printing_to_a_pipe_that_nobody_reads():
    code = ("import sys\ntry:\n    print('x' * 1000000)\nexcept KeyboardInterrupt:\n"
            "    sys.stderr.write('caught')\n    sys.stderr.flush()\n    import os; os._exit(3)")
    process = subprocess.Popen([*program, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    assert (process.stderr.read(), process.wait(SECONDS)) == ("caught", 3)
    process.stdout.close()


@test
def ctrl_c_repeated_ends_a_last_flush_that_nobody_reads():
    code = ("import sys\nfor _ in range(8): sys.stdout.write('x' * 8191); sys.stdout.flush()\n"
            "sys.stdout.write('x' * 8000)")
    process = subprocess.Popen([*program, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    for _ in range(20):
        time.sleep(0.5)
        if process.poll() is not None:
            break
        process.send_signal(signal.SIGINT)
    process.stdout.close()
    assert process.wait(SECONDS) != 0


@test
def ctrl_c_works_without_the_gil_and_on_fibers():
    loop = "print('ready', flush=True)\nwhile True: pass"
    sleep = "import time\nprint('ready', flush=True)\ntime.sleep(100)"
    join = ("import threading, time\nt = threading.Thread(target=time.sleep, args=(100,), daemon=True)\nt.start()\n"
            "print('ready', flush=True)\nt.join()")
    for code in (loop, sleep, join):
        interrupted(code, "--gil", "off")
        interrupted(code, "--threads", "fibers", "--workers", "1")


# ---- what it tells about itself


@test
def stats_are_a_table_on_standard_error():
    code = ("import threading\ndef f():\n    n = 0\n    while n < 300000: n += 1\n"
            "ts = [threading.Thread(target=f, name=f'T{i}') for i in range(2)]\n"
            "[t.start() for t in ts]; [t.join() for t in ts]; print('out')")
    ran = run_text(code, "--stats")
    assert ran.out == "out\n" and ran.status == 0, ran
    assert all(word in ran.err for word in ("MainThread", "T0", "T1", "wall", "cores")), ran
    ran = run_text(code, "--stats", "--gil", "off")
    assert "T1" in ran.err and "off" in ran.err, ran
    assert run_text(code).err == ""


@test
def the_log_goes_to_standard_error():
    code = "import threading; t = threading.Thread(target=print, args=('out',)); t.start(); t.join()"
    ran = run_text(code, "--log-level", "trace")
    assert ran.out == "out\n" and "Thread-1" in ran.err, ran
    assert run_text(code, "--log-level", "error").err == ""


@test
def dis_shows_the_bytecode_with_its_lines():
    ran = run("dis", DEMOS / "do_math_serial.py")
    assert ran.status == 0 and ran.err == "" and "do_math" in ran.out and "while pos < num:" in ran.out, ran
    ran = run("dis", "nowhere.py")
    assert ran.status == 2 and ran.err.count("\n") == 1, ran


# ---- the demos


# ---- compare


def compare(script, *options, arguments=(), stdin=""):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "script.py"
        path.write_text(script)
        numbers = Path(folder) / "numbers.json"
        ran = run("compare", "--rounds", "2", "--json", numbers, *options, path, *arguments, stdin=stdin)
        ran.numbers = json.loads(numbers.read_text() or "null") if numbers.exists() else None
        return ran


@test
def compare_shows_the_output_once_and_a_table_of_80_columns():
    ran = compare("import sys\nprint('output', sys.argv[1:])", arguments=["a", "--b"])
    assert ran.status == 0 and ran.err == "", ran
    assert ran.out.count("output ['a', '--b']\n") == 1, ran
    for word in ("wall time", "CPU time", "cores busy", "wait for GIL", "hand-offs", "speed-up", "GIL on", "GIL off"):
        assert word in ran.out, (word, ran)
    assert max(map(len, ran.out.splitlines())) <= 80 and "\033" not in ran.out, ran
    assert [case["gil"] for case in ran.numbers["cases"]] == [True, False], ran.numbers
    assert all(len(case["rounds"]) == 2 for case in ran.numbers["cases"]) and ran.numbers["same_output"]


@test
def compare_counts_hand_offs_with_the_gil_and_none_without():
    ran = compare("import threading\ndef f():\n    n = 0\n    while n < 300000: n += 1\n"
                  "ts = [threading.Thread(target=f) for _ in range(3)]\n[t.start() for t in ts]\n[t.join() for t in ts]",
                  "--switch-interval", "1ms")
    with_gil, without = ran.numbers["cases"]
    assert with_gil["hand_offs"]["median"] > 2 and with_gil["wait_ns"]["median"] > 0, ran.numbers
    assert without["hand_offs"]["median"] == 0, ran.numbers


@test
def compare_points_out_that_the_output_differs():
    ran = compare("import os\nprint('same')\nprint('process', os.getpid())")
    assert "The output differs: 5 of 6 runs print other numbers." in ran.out and "line 2: process" in ran.out, ran
    ran = compare("import sys\nprint('GIL', sys._is_gil_enabled())")
    assert "print other lines" in ran.out and "line 1: GIL False" in ran.out, ran


@test
def compare_ends_with_the_script_that_fails():
    ran = compare("import sys\nprint('before')\nsys.exit(3)")
    assert ran.status == 3 and ran.out == "before\n", ran
    assert ran.err.endswith("script.py ended with status 3, with the GIL, in warm-up: nothing to compare\n"), ran
    ran = compare("import sys\nif not sys._is_gil_enabled(): 1 / 0")
    assert ran.status == 1 and "ZeroDivisionError" in ran.err and "without the GIL" in ran.err, ran
    ran = compare("import os\nos.kill(os.getpid(), 9)")
    assert ran.status == 137 and "was ended by a signal (Killed)" in ran.err, ran


@test
def compare_of_a_missing_script_is_status_2():
    ran = run("compare", "no_such_script.py")
    assert ran.status == 2 and "can't open file" in ran.err, ran
    ran = run("compare")
    assert ran.status == 2 and ran.err.startswith("minipy: compare takes a script") and ran.err.count("\n") == 1, ran


@test
def compare_gives_every_run_the_same_input():
    ran = compare("print(input(), input())", stdin="one\ntwo\nthree\n")
    assert ran.status == 0 and ran.out.startswith("one two\n") and "differs" not in ran.out, ran


@test
def compare_waits_for_no_input_that_nobody_reads():
    process = subprocess.Popen([*program, "compare", "--rounds", "1", "-c", "print('done')"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.wait(SECONDS) == 0 and process.stdout.read().startswith("done\n")
    process.stdin.close()
    process.stdout.close()
    process.stderr.close()


@test
def compare_sweeps():
    ran = compare("import sys\nprint(sys.argv[1:])", "--sweep-threads", "1,2", arguments=["a"])
    assert ran.status == 0 and "['a', '1']" in ran.out and "differs" not in ran.out, ran
    assert [case["threads"] for case in ran.numbers["cases"]] == ["1", "1", "2", "2"], ran.numbers
    ran = compare("pass", "--sweep-intervals", "1ms,50ms")
    assert [case["switch_interval"] for case in ran.numbers["cases"]] == ["1ms", "50ms", "-"], ran.numbers
    assert max(map(len, ran.out.splitlines())) <= 80, ran


@test
def compare_passes_options_on_and_those_of_the_lock_only_where_there_is_one():
    ran = compare("import sys\nprint(sys.getswitchinterval())", "--switch-interval", "7ms", "--gil-policy", "fifo")
    assert ran.status == 0 and ran.out.startswith("0.007\n") and "differs" not in ran.out, ran
    ran = compare("pass", "--gil-policy=ticks", "--ticks", "50", "--checkpoints", "every")
    assert ran.status == 0, ran


@test
def compare_refuses_what_makes_no_sense():
    for options in (["--gil", "on"], ["-X", "gil=0"], ["--rounds", "0"], ["--sweep-threads", "1,x"],
                    ["--sweep-intervals", "1ms,"], ["--sweep-threads", "1", "--sweep-intervals", "1ms"],
                    ["--sweep-threads", "1", "--report", "x.html"], ["--nonsense"]):
        ran = run("compare", *options, "script.py")
        assert ran.status == 2 and ran.err.startswith("minipy: ") and ran.err.count("\n") == 1, (options, ran)
    ran = run("compare", "--json", "/no/such/folder/x.json", "-c", "print(1)")
    assert ran.status == 1 and ran.out == "" and "cannot write /no/such/folder/x.json" in ran.err, ran


@test
def ctrl_c_ends_compare():
    process = subprocess.Popen([*program, "compare", "-c", "import time\nprint('ready', flush=True)\ntime.sleep(60)"],
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=SECONDS)
    assert process.returncode == -signal.SIGINT and "interrupted after 0 of 12 runs" in err, (process.returncode, err)


@test
def a_report_is_one_page():
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        ran = run("--report", page, "-c", "print(1)")
        assert (ran.out, ran.err, ran.status) == ("1\n", "", 0), ran
        assert page.read_text().startswith("<!DOCTYPE html>") and page.read_text().count('class="run"') == 1
        ran = run("compare", "--rounds", "1", "--report", page, "-c", "print(1)")
        assert ran.status == 0 and page.read_text().count('class="run"') == 2, ran
        ran = run("--report", "/no/such/folder/page.html", "-c", "print(1)")
        assert ran.status == 2 and ran.out == "" and "cannot write" in ran.err, ran


def disciplines():
    if program[0].endswith("minipy"):
        yield from (["--gil", "on"], ["--gil", "off"], ["--threads", "fibers", "--workers", "1"],
                    ["--gil", "off", "--threads", "fibers", "--workers", "2"])
    else:
        yield []


@like_cpython
def demo_do_math_serial():
    for options in disciplines():
        ran = run(*options, DEMOS / "do_math_serial.py", 20000)
        assert re.fullmatch(r"Done in \d+\.\d\d sec\.\n", ran.out) and ran.err == "", ran


@like_cpython
def demo_do_math_threads():
    for options in disciplines():
        ran = run(*options, DEMOS / "do_math_threads.py", 20000, 3)
        assert re.fullmatch(r"Doing math on 3 threads\.\nDone in \d+\.\d\d sec\.\n", ran.out) and ran.err == "", ran


@like_cpython
def demo_hello_threads():
    for options in disciplines():
        ran = run(*options, DEMOS / "hello_threads.py")
        lines = ran.out.splitlines()
        # The last greeting and the last timeout fall due at the same moment, so which comes first is open.
        assert "Done." in lines[-4:] and "This is other work." in lines and "4" in lines and ran.err == "", ran
        assert all(f"0. Hello there {name}" in lines for name in ("Michael", "Sarah", "Zoe", "Mark")), ran


@like_cpython
def demo_producer_consumer():
    for options in disciplines():
        ran = run(*options, DEMOS / "producer_consumer.py", 3)
        assert ran.out.count("generated item") == 6 and ran.out.count("Processed value") == 6, ran
        assert re.search(r"App exiting, total time: \d+\.\d\d sec\.\n\Z", ran.out) and ran.err == "", ran
        ran = run(*options, DEMOS / "producer_consumer.py", 50, stdin="\n")
        assert "Cancelled on your request!" in ran.out and ran.err == "", ran


@like_cpython
def demo_banks_with_locks_lose_no_money():
    for demo in ("bank_locked.py", "bank_fine_grained.py"):
        for options in disciplines():
            ran = run(*options, DEMOS / demo, 300)
            assert "ERROR" not in ran.out and ran.out.count("All good: Consistent") == 2 and ran.err == "", ran


@like_cpython
def demo_the_unsafe_bank_is_found_inconsistent():
    for options in disciplines():
        for _ in range(5):
            ran = run(*options, DEMOS / "bank_unsafe.py", 3000)
            assert "Transfers complete" in ran.out and ran.err == "", ran
            if "ERROR: Inconsistent" in ran.out:
                break
        else:
            raise AssertionError(f"five runs with {options} and no inconsistency")


@like_cpython
def demo_io_threads_wait_together():
    for options in disciplines():
        ran = run(*options, DEMOS / "io_threads.py", 0.3)
        found = re.search(r"One after the other: (.*) sec\.\n(?s:.*)In 4 threads: (.*) sec\.\n\Z", ran.out)
        assert found and float(found[2]) < float(found[1]) and ran.err == "", ran


def numbers_of(line):
    return [float(word) for word in re.findall(r"\d+(?:\.\d+)?", line.replace(",", ""))]


@like_cpython
def demo_convoy_shows_rates_and_latencies():
    for options in disciplines():
        ran = run(*options, DEMOS / "convoy.py", 0.05, 1, "2ms", "1ms")
        assert ran.status == 0 and ran.err == "" and max(map(len, ran.out.splitlines())) <= 80, ran
        table = r"\n\n.*\n((?s:.*?))\n\n"
        tables = re.search(f"back to back:{table}Half.*{table}What.*{table}", ran.out).groups()
        for table in tables:
            assert len(table.splitlines()) == (1 if "off" in options else 2), ran
            assert all(len(line.split()) >= 3 for line in table.splitlines()), ran
        rates, latencies, _ = ([line.split(maxsplit=1)[1].replace("GIL", "") for line in table.splitlines()] for table in tables)
        assert all(len(numbers_of(line)) == 2 and numbers_of(line)[0] > 0 for line in rates + latencies), ran
        assert re.search(r"With one thread that computes \([^)]+\): \d+\.\d% of the requests", ran.out), ran
    ran = run(DEMOS / "convoy.py", 0.05, 1, "soon")
    assert ran.status == 1 and "no interval" in ran.err, ran


def counts_of(ran):
    assert ran.status == 0 and ran.err == "" and max(map(len, ran.out.splitlines())) <= 80, ran
    expected = int(re.search(r"([\d,]+) in all", ran.out)[1].replace(",", ""))
    rows = [line for line in ran.out.splitlines() if line.endswith(" lost")]
    assert len(rows) == 4, ran
    lost = [int(row.split()[-2].replace(",", "")) for row in rows]
    assert all(0 <= count < expected for count in lost), ran
    return lost


@like_cpython
def demo_race_counter_loses_nothing_with_a_lock():
    for options in disciplines():
        lost = counts_of(run(*options, DEMOS / "race_counter.py", 20000, 3))
        assert lost[3] == 0, (options, lost)
        assert "off" in options or lost == [0, 0, 0, 0], (options, lost)


@test
def demo_race_counter_loses_with_checkpoints_everywhere():
    lost = counts_of(run("--switch-every", 1009, DEMOS / "race_counter.py", 20000, 3))
    assert min(lost[:3]) > 0 and lost[3] == 0, lost


@like_cpython
def demo_oversubscribed_shows_a_line_for_each_number_of_threads():
    for options in disciplines():
        ran = run(*options, DEMOS / "oversubscribed.py", 20000, 8)
        rows = re.findall(r"^ +(\d+) +[\d.]+ +[\d.]+x", ran.out, re.MULTILINE)
        assert rows == ["1", "2", "4", "8"] and ran.err == "" and max(map(len, ran.out.splitlines())) <= 80, ran


@like_cpython
def demo_intervals_goes_from_a_microsecond_to_a_second():
    for options in disciplines():
        if "fibers" in options:
            continue  # an interval there is how long a fiber has its worker, which takes minutes
        ran = run(*options, DEMOS / "intervals.py", 0.01)
        rows = re.findall(r"^ +([\d.]+ (?:us|ms|s)) +\d+% ", ran.out, re.MULTILINE)
        assert len(rows) == 13 and (rows[0], rows[-1]) == ("1 us", "1 s"), ran
        assert ran.err == "" and max(map(len, ran.out.splitlines())) <= 80, ran


@like_cpython
def demo_waiting_shows_a_line_for_each_number_of_threads():
    for options in disciplines():
        ran = run(*options, DEMOS / "waiting.py", 0.005, 4)
        rows = re.findall(r"^ +(\d+) +[\d.]+ s #+ +[\d.]+ s #+$", ran.out, re.MULTILINE)
        assert rows == ["1", "2", "4"] and ran.err == "" and max(map(len, ran.out.splitlines())) <= 80, ran


@test
def twenty_thousand_fibers_sleep():
    code = ("import threading, time\nts = [threading.Thread(target=time.sleep, args=(1,)) for _ in range(20000)]\n"
            "[t.start() for t in ts]\n[t.join() for t in ts]\nprint(len(ts))")
    ran = run_text(code, "--threads", "fibers", "--workers", "1")
    assert (ran.out, ran.err) == ("20000\n", ""), ran


# ---- modules


@contextlib.contextmanager
def folder(**files):
    """A folder with these files; `__` in a name stands for a slash, and `.py` is added."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(os.path.realpath(made))
        for name, text in files.items():
            path = root / (name.replace("__", "/") + ".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        yield root


def run_in(root, *arguments, keep=True, **environment):
    """Runs in a folder, and may keep compiled modules there."""
    env = {k: v for k, v in os.environ.items()
           if k not in ("PYTHON_GIL", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "MINIPY_STDLIB")}
    env["XDG_CACHE_HOME"] = str(root / "cache")
    if not keep:
        env["PYTHONDONTWRITEBYTECODE"] = "1"
    done = subprocess.run([*program, *map(str, arguments)], cwd=root, env={**env, **environment}, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=SECONDS)
    return Ran(done.stdout, done.stderr, done.returncode)


SHOW = "import sys\nprint(sys.argv, __name__, __package__, __spec__.name, __file__ == sys.argv[0])\n"


@like_cpython
def a_module_runs_with_m():
    with folder(tool=SHOW) as root:
        ran = run_in(root, "-m", "tool", "a", "-c", "--gil")
        expected = f"['{root}/tool.py', 'a', '-c', '--gil'] __main__  tool True\n"
        assert (ran.out, ran.err, ran.status) == (expected, "", 0), ran


@like_cpython
def a_package_runs_with_m():
    with folder(pack__other="print(__name__)\n") as root:
        (root / "pack" / "__init__.py").write_text("print('package', __name__)\n")
        (root / "pack" / "__main__.py").write_text(SHOW + "from . import other\n")
        ran = run_in(root, "-m", "pack", "x")
        expected = (f"package pack\n['{root}/pack/__main__.py', 'x'] __main__ pack pack.__main__ True\n"
                    "pack.other\n")
        assert (ran.out, ran.err, ran.status) == (expected, "", 0), ran
        ran = run_in(root, "-m", "pack.other")
        assert ran.out == "package pack\n__main__\n", ran


@like_cpython
def m_says_what_is_missing():
    with folder() as root:
        ran = run_in(root, "-m", "nowhere")
        assert ran.status == 1 and ran.err.endswith(": No module named nowhere\n"), ran
        ran = run_in(root, "-m", "nowhere.at.all")
        assert ran.status == 1 and ran.err.endswith(
            ": Error while finding module specification for 'nowhere.at.all' "
            "(ModuleNotFoundError: No module named 'nowhere')\n"), ran
        (root / "empty").mkdir()
        (root / "empty" / "__init__.py").write_text("")
        ran = run_in(root, "-m", "empty")
        assert ran.status == 1 and ran.err.endswith(
            ": No module named empty.__main__; 'empty' is a package and cannot be directly executed\n"), ran


@like_cpython
def pythonpath_comes_after_the_folder_of_the_script():
    with folder(main="import first, second\nprint(first.where, second.where)\n", first="where = 'beside'\n",
                lib__first="where = 'path'\n", lib__second="where = 'path'\n") as root:
        for path in (root / "lib", "lib", f"/nowhere:{root}/lib"):
            ran = run_in(root, "main.py", PYTHONPATH=str(path))
            assert ran.out == "beside path\n", ran


def same_time(path, text):
    """Changes a file so that nobody sees it by its size and time."""
    before = path.stat()
    assert len(text) == before.st_size
    path.write_text(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@test
def a_module_is_compiled_once():
    with folder(main="import mod\nprint(mod.value, mod.__cached__.rpartition(\"/\")[2])\n", mod="value = 1\n") as root:
        first = run_in(root, "main.py")
        assert first.out == "1 mod.minipy-311.pyc\n" and first.err == "", first
        kept = list((root / "__pycache__").iterdir())
        assert len(kept) == 1, kept
        same_time(root / "mod.py", "value = 2\n")
        assert run_in(root, "main.py").out == first.out  # what was kept runs
        (root / "mod.py").write_text("value = 31\n")
        assert run_in(root, "main.py").out == "31 mod.minipy-311.pyc\n"
        assert list((root / "__pycache__").iterdir()) == kept


@test
def a_damaged_cache_is_compiled_again():
    with folder(main="import mod\nprint(mod.value)\n", mod="def f(x):\n    return [i for i in x]\nvalue = f('ab')\n") as root:
        assert run_in(root, "main.py").out == "['a', 'b']\n"
        kept = next((root / "__pycache__").iterdir())
        whole = kept.read_bytes()
        for damaged in (b"", whole[:20], whole[:-1], whole + b"x", b"x" * len(whole), whole[:50] + b"\xff" + whole[51:],
                        b"\xa7\r\r\n" + whole[4:], whole[:8] + bytes(8) + whole[16:]):
            kept.write_bytes(damaged)
            ran = run_in(root, "main.py")
            assert (ran.out, ran.err) == ("['a', 'b']\n", ""), (damaged, ran)
            assert kept.read_bytes() == whole


@test
def nothing_is_kept_where_nothing_may_be():
    with folder(main="import mod\nprint(mod.value)\n", mod="value = 1\n") as root:
        for options in (["-B"], []):
            ran = run_in(root, *options, "main.py", keep=bool(options))
            assert ran.out == "1\n" and not (root / "__pycache__").exists(), ran
        (root / "__pycache__").write_text("no folder\n")
        ran = run_in(root, "main.py")
        assert (ran.out, ran.err) == ("1\n", ""), ran


@test
def tracebacks_show_lines_of_kept_modules():
    with folder(main="import mod\nmod.f()\n", mod="def f():\n    return 1 / 0\n") as root:
        first, second = run_in(root, "main.py"), run_in(root, "main.py")
        assert first.err == second.err and "    return 1 / 0\n           ~~^~~\n" in first.err, second


@test
def the_standard_library_is_looked_for_where_one_says():
    with folder(lib__os="", lib__colorsys="where = __file__\n", lib__deep__er="",
                main="import colorsys, sys\nprint(colorsys.where, sys.path[1:])\n") as root:
        expected = f"{root}/lib/colorsys.py ['<minipy>', '{root}/lib']\n"
        assert run_in(root, "--stdlib", "lib", "main.py").out == expected
        assert run_in(root, "main.py", MINIPY_STDLIB="lib").out == expected
        kept = [str(path.relative_to(root / "cache")) for path in (root / "cache").rglob("*.pyc")
                if "<minipy>" not in str(path)]
        assert kept == [f"minipy{root}/lib/colorsys.minipy-311.pyc"], kept
        assert not (root / "lib" / "__pycache__").exists()
        ran = run_in(root, "--stdlib", "cache", "main.py")
        assert ran.status == 2 and ran.err.count("\n") == 1 and "cache" in ran.err, ran


@test
def a_module_of_the_standard_library_that_is_missing_comes_with_advice():
    with folder() as root:
        ran = run_in(root, "--stdlib", "none", "-c", "import threading, colorsys")
        assert ran.status == 1, ran
        last = ran.err.splitlines()[-1]
        assert last.startswith("ModuleNotFoundError: No module named 'colorsys'. ") and "libpython3-stdlib" in last, ran
        ran = run_in(root, "--stdlib", "none", "-c", "import nonsense")
        assert ran.err.endswith("ModuleNotFoundError: No module named 'nonsense'\n"), ran
        ran = run_in(root, "-c", "import winreg")
        assert ran.err.endswith("ModuleNotFoundError: No module named 'winreg'\n"), ran
        ran = run_in(root, "-c", "import curses")
        assert ran.err.endswith("named '_curses'. CPython has it as a library in C: not supported\n"), ran
        ran = run_in(root, "--stdlib", "none", "-m", "colorsys")
        assert ran.status == 1 and ran.err.count("\n") == 1 and "libpython3-stdlib" in ran.err, ran


def main():
    parser = argparse.ArgumentParser(description="Tests minipy's command line.")
    parser.add_argument("filters", nargs="*", help="only tests whose name contains one of these")
    parser.add_argument("--minipy", default="build/dev/minipy")
    parser.add_argument("--check-cpython", action="store_true", help="run what holds for CPython with python3.11")
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # started in the background it is ignored, and inherited so

    if options.check_cpython:
        program.append("/usr/bin/python3.11" if os.path.exists("/usr/bin/python3.11") else shutil.which("python3.11"))
    else:
        program.append(str(Path(options.minipy).resolve()))
        if not os.access(program[0], os.X_OK):
            print(f"{options.minipy} is not there: build it first (./dev build)\n0 passed, 1 failed")
            return 1
    chosen = [function for function, like in TESTS if (like or not options.check_cpython)
              and (not options.filters or any(part in function.__name__ for part in options.filters))]

    def attempt(function):
        try:
            function()
        except Exception as problem:
            last = traceback.extract_tb(problem.__traceback__)[-1]
            return function, f"    line {last.lineno}: {last.line}\n    {type(problem).__name__}: {problem}"
        return function, ""

    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for function, wrong in pool.map(attempt, chosen):
            if wrong:
                failed += 1
                text = wrong.replace("\n", "\n    ")
                print(f"FAILED {function.__name__.replace('_', ' ')}\n{text}\n", flush=True)
            else:
                passed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

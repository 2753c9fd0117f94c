#!/usr/bin/env python3
"""Measures minipy beside CPython 3.11 and Lua 5.4, in one run, round by round.

Each round runs every contestant once, so that whatever else the machine does hits them alike. What counts is
the best of the rounds: noise only ever adds. Times are those of whole processes, start-up included.
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
KERNELS = {
    "fib": 31,
    "nested_loops": 3000,
    "method_calls": 2_000_000,
    "list_sieve": 4_000_000,
    "dict_counting": 2_000_000,
    "string_building": 200_000,
    "n_body": 100_000,
    "spectral_norm": 300,
    "binary_trees": 16,
}


class Failed(Exception):
    pass


def seconds(command, output=None):
    """Wall-clock seconds of one run, and what it printed."""
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    took = time.perf_counter() - began
    if done.returncode != 0:
        last = done.stderr.strip().rpartition("\n")[2]
        raise Failed(f"{' '.join(map(str, command))}: exit status {done.returncode}: {last}")
    return took, done.stdout


def race(contestants, rounds, same_output=False):
    """name -> best seconds, for {name: command}. A contestant that fails is None, and says why."""
    best = dict.fromkeys(contestants)
    printed = {}
    broken = set()
    for _ in range(rounds):
        for name, command in contestants.items():
            if name in broken:
                continue
            try:
                took, text = seconds(command)
            except Failed as problem:
                print(f"  ! {problem}")
                broken.add(name)
                best[name] = None
                continue
            printed[name] = text
            best[name] = took if best[name] is None else min(best[name], took)
    if same_output and len(set(printed.values())) > 1:
        print(f"  ! they do not agree: {printed}")
    return best


def ratio(a, b):
    return a / b if a is not None and b is not None else None


def show(value, form="{:.2f}"):
    return form.format(value) if value is not None else "-"


class Figures:
    """The table of what is to be reached."""

    def __init__(self):
        self.rows = []

    def add(self, what, value, low, high, form="{:.2f}", unit=""):
        aim = (f"{form.format(low)} to {form.format(high)}" if low is not None and high is not None
               else f"at most {form.format(high)}" if high is not None else f"at least {form.format(low)}") + unit
        reached = value is not None and (low is None or value >= low) and (high is None or value <= high)
        self.rows.append((what, show(value, form) + unit, aim, "reached" if reached else "NOT REACHED"))

    def print(self):
        print(f"\n{'figure':<47}{'measured':>10}   {'to reach':<18}")
        for what, value, aim, verdict in self.rows:
            print(f"{what:<47}{value:>10}   {aim:<18}{verdict}")


def proc_status(pid, field):
    """A field of /proc/PID/status in kB, or None when the process is gone."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1])
    except (FileNotFoundError, ProcessLookupError):
        pass
    return None


def start_up(command, rounds=30):
    """Milliseconds from the start of the process to its end."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        pid = os.posix_spawn(command[0], command, os.environ)
        os.waitpid(pid, 0)
        times.append(time.perf_counter() - began)
    return 1000 * sorted(times)[len(times) // 2]


def idle_megabytes(minipy):
    """The most memory a program that does nothing has had. It waits for input, so that it can be looked at."""
    process = subprocess.Popen([minipy, "-c", "input()"], stdin=subprocess.PIPE)
    time.sleep(0.3)
    peak = proc_status(process.pid, "VmHWM")
    process.communicate(b"\n")
    return peak / 1024 if peak else None


def growth_megabytes(command):
    """How much the memory of a running command grew, between its first tenth of a second and its end."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    sizes = []
    while process.poll() is None:
        time.sleep(0.02)
        size = proc_status(process.pid, "VmRSS")
        if size:
            sizes.append(size)
    if process.returncode != 0 or len(sizes) < 4:
        return None
    return (max(sizes[2:]) - sizes[2]) / 1024


def measure_figures(minipy, python, rounds, num):
    figures = Figures()
    for kind in ("int", "float"):
        script = f"bench/do_math_{kind}.py"
        lua = f"bench/do_math_{kind}.lua"
        times = race({
            "minipy": [minipy, script, str(num)],
            "python": [python, script, str(num)],
            "lua": ["lua5.4", lua, str(num)],
        }, rounds, same_output=True)
        print(f"do_math, {kind}, {num:,} rounds: minipy {show(times['minipy'])} s, CPython {show(times['python'])} s, "
              f"Lua {show(times['lua'])} s; minipy/Lua {show(ratio(times['minipy'], times['lua']))}", flush=True)
        figures.add(f"do_math, {kind}: time / CPython's", ratio(times["minipy"], times["python"]), None, 0.33)

    threads = lambda gil, count: [minipy, "--gil", gil, "demos/do_math_threads.py", str(2 * num), str(count)]
    times = race({
        **{("on", n): threads("on", n) for n in (1, 2, 4, 8)},
        **{("off", n): threads("off", n) for n in (1, 2)},
    }, rounds)
    for (gil, n), took in times.items():
        print(f"do_math_threads, {2 * num:,} rounds, --gil {gil}, {n} thread{'s' * (n > 1)}: {show(took)} s")
    for n in (2, 4, 8):
        figures.add(f"--gil on, {n} threads: time / 1 thread's", ratio(times["on", n], times["on", 1]), 0.95, 1.10)
    figures.add("--gil off, 2 threads: 1 thread's time / theirs", ratio(times["off", 1], times["off", 2]), 1.9, None)

    times = race({gil: threads(gil, 1) for gil in ("on", "off")}, max(rounds, 7))
    figures.add("--gil off, 1 thread: time / with --gil on", ratio(times["off"], times["on"]), None, 1.03)

    figures.add("start-up of `minipy -c pass`", start_up([minipy, "-c", "pass"]), None, 5, "{:.1f}", " ms")
    figures.add("memory of a program that does nothing", idle_megabytes(minipy), None, 15, "{:.1f}", " MB")
    figures.add("growth of memory while do_math runs",
                growth_megabytes([minipy, "demos/do_math_serial.py", str(3 * num)]), None, 0.5, "{:.1f}", " MB")
    figures.print()


def last_json(command):
    """What a command with --stats=json says, and the most memory it had, in MB."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    text = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failed(text.strip().rpartition("\n")[2])
    return json.loads(text.splitlines()[-1]), usage.ru_maxrss / 1024


NAPS = """
import sys, threading, time
def nap(n):
    for _ in range(n): time.sleep(0)
ts = [threading.Thread(target=nap, args=(int(sys.argv[1]),)) for _ in range(4)]
[t.start() for t in ts]; [t.join() for t in ts]
"""
PAIR = """
import sys, threading
def spin(n):
    while n > 0: n -= 1
t = threading.Thread(target=spin, args=(int(sys.argv[1]),))
t.start(); spin(int(sys.argv[1])); t.join()
"""


def measure_trace(minipy, rounds, num):
    """What recording costs, what it can take, and how exact the lock's interval is."""
    figures = Figures()
    with tempfile.TemporaryDirectory() as directory:
        path = f"{directory}/trace.json"
        math_threads = ["demos/do_math_threads.py", str(2 * num), "4"]
        times = race({"off": [minipy, *math_threads], "on": [minipy, "--trace", path, *math_threads],
                      "firefox": [minipy, "--trace", path, "--trace-format", "firefox", *math_threads]}, max(rounds, 7))
        print(f"do_math over 4 threads, {2 * num:,} rounds: {show(times['off'], '{:.3f}')} s, "
              f"with a trace {show(times['on'], '{:.3f}')} s, for Firefox {show(times['firefox'], '{:.3f}')} s")
        figures.add("do_math, 4 threads: time with a trace / without", ratio(times["on"], times["off"]), None, 1.01,
                    "{:.3f}")
        stats, _ = last_json([minipy, "--trace", path, "--stats=json", *math_threads])
        sums = [(t["hold_ns"] + t["wait_ns"] + t["blocked_ns"]) / t["life_ns"] for t in stats["threads"]]
        figures.add("hold + wait + blocked / life, the worst thread", max(sums, key=lambda r: abs(r - 1)), 0.995, 1.005,
                    "{:.4f}")

        stats, _ = last_json([minipy, "--stats=json", "-c", PAIR, str(10 * num)])
        wait = stats["total"]["wait"]
        figures.add("hand-off at 5 ms, one waiter: median", wait["p50_ns"] / 1e6, 5.0, 5.3, "{:.2f}", " ms")
        figures.add("the same, 99th percentile", wait["p99_ns"] / 1e6, None, 5.5, "{:.2f}", " ms")

        for gil in ("on", "off"):
            naps = 200_000
            began = time.perf_counter()
            stats, megabytes = last_json([minipy, "--gil", gil, "--trace", path, "--stats=json", "-c", NAPS, str(naps)])
            took = time.perf_counter() - began
            events = 2 * stats["total"]["takes"]
            print(f"naps of 4 threads, --gil {gil}: about {events / took / 1e6:.2f} million events/s, "
                  f"{stats['lost_events']:,} lost, {os.path.getsize(path) / 1e6:.0f} MB written, {megabytes:.0f} MB memory")
            figures.add(f"events lost at that rate, --gil {gil}", stats["lost_events"], None, 0, "{:.0f}")
    figures.print()


def measure_kernels(minipy, python, rounds, names):
    print(f"\n{'kernel (seconds)':<18}{'minipy':>9}{'gil off':>9}{'CPython':>9}{'Lua':>9}{'/CPython':>11}{'/Lua':>8}")
    to_python, to_lua = [], []
    for name in names:
        size = str(KERNELS[name])
        script = f"bench/kernels/{name}.py"
        times = race({
            "minipy": [minipy, script, size],
            "off": [minipy, "--gil", "off", script, size],
            "python": [python, script, size],
            "lua": ["lua5.4", f"bench/kernels/{name}.lua", size],
        }, rounds, same_output=True)
        a, b = ratio(times["minipy"], times["python"]), ratio(times["minipy"], times["lua"])
        to_python += [a] if a else []
        to_lua += [b] if b else []
        print(f"{name:<18}" + "".join(f"{show(times[who]):>9}" for who in ("minipy", "off", "python", "lua"))
              + f"{show(a):>11}{show(b):>8}", flush=True)
    mean = lambda values: math.exp(sum(map(math.log, values)) / len(values)) if values else None
    print(f"{'geometric mean':<18}{'':>36}{show(mean(to_python)):>11}{show(mean(to_lua)):>8}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minipy", default="build/release/minipy")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--num", type=int, default=10_000_000, help="rounds of do_math")
    parser.add_argument("what", nargs="*", help="'figures', 'trace', 'kernels', or names of kernels; nothing means all")
    options = parser.parse_args()

    python = next((p for p in map(shutil.which, ("/usr/bin/python3.11", "python3.11", "/usr/bin/python3")) if p))
    minipy = str(Path(options.minipy).resolve())
    version = subprocess.run([python, "--version"], capture_output=True, text=True).stdout.strip()
    lua = subprocess.run(["lua5.4", "-v"], capture_output=True, text=True).stdout.split(" ", 2)[:2]
    print(f"{version} ({python}), {' '.join(lua)}, {os.cpu_count()} cores, best of {options.rounds} rounds\n")

    what = options.what or ["figures", "trace", "kernels"]
    for name in what:
        if name not in ("figures", "trace", "kernels") and name not in KERNELS:
            sys.exit(f"no kernel '{name}' (there are: {', '.join(KERNELS)})")
    if "figures" in what:
        measure_figures(minipy, python, options.rounds, options.num)
    if "trace" in what:
        measure_trace(minipy, options.rounds, options.num)
    names = list(KERNELS) if "kernels" in what else [name for name in what if name in KERNELS]
    if names:
        measure_kernels(minipy, python, options.rounds, names)


if __name__ == "__main__":
    main()

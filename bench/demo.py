#!/usr/bin/env python3
"""Shows demos/do_math_threads.py three times: one thread, N threads with the GIL, N threads without."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = "demos/do_math_threads.py"


def run(command):
    """Seconds of wall clock and of processor time."""
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit status {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minipy", required=True)
    parser.add_argument("--rounds", type=int, default=30_000_000)
    parser.add_argument("--threads", type=int, default=max(2, os.cpu_count() or 2))
    options = parser.parse_args()

    paint = (lambda code, text: f"\033[{code}m{text}\033[0m") if sys.stdout.isatty() else (lambda code, text: text)
    threads = options.threads
    cases = [
        ("one thread", "--gil on", 1, "0"),
        (f"{threads} threads, with the GIL", "--gil on", threads, "33"),
        (f"{threads} threads, without the GIL", "--gil off", threads, "32"),
    ]

    print()
    print(f"  {paint('1', SCRIPT)}: {options.rounds:,} square roots, {os.cpu_count()} cores")
    print()
    print(paint("2", f"  {'':<28}{'seconds':>9}{'speed-up':>11}{'cores busy':>13}"))
    base = None
    scale = 16 / max(threads, 2)
    for title, gil, count, colour in cases:
        print(f"  {title:<28}", end="", flush=True)
        minipy = str(Path(options.minipy).resolve())
        wall, cpu = run([minipy, *gil.split(), SCRIPT, str(options.rounds), str(count)])
        base = base or wall
        bar = "\u2588" * max(1, round(cpu / wall * scale))
        numbers = f"{wall:>9.2f}{base / wall:>10.2f}\u00d7{cpu / wall:>13.2f}"
        print(f"{paint(colour + ';1', numbers)}  {paint(colour, bar)}")
    print()
    print("  The script, the bytecode and the machine are the same: only the lock is not.")
    print("  Try it:")
    for gil in ("on", "off"):
        print(f"    ./dev run --gil {gil} --stats {SCRIPT}")
    print()


if __name__ == "__main__":
    main()

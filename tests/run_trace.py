#!/usr/bin/env python3
"""Tests of what minipy records: `--trace`, `--stats=json`, the module `gil`. What is written is read back and must
hold together, and agree with the statistics to the nanosecond. No test depends on how long anything took.
"""

import collections
import json
import os
import signal
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import run_cli
from run_cli import run, run_text

run_cli.TESTS.clear()
test = run_cli.test

LOCK_LANE = (1, 1)
THREADS = 2

# Threads that compute, that sleep, that wait for each other, and a collection.
WORK = """
import gc, threading, time
lock = threading.Lock()
def compute(n):
    while n > 0:
        n -= 1
def sleep(n):
    for _ in range(n):
        time.sleep(0.0005)
def meet(n):
    for _ in range(n):
        with lock:
            time.sleep(0)
threads = [threading.Thread(target=f, args=(n,), name=f'{f.__name__} {i}')
           for i in range(2) for f, n in ((compute, 60000), (sleep, 10), (meet, 20))]
for t in threads: t.start()
gc.collect()
for t in threads: t.join()
print('done')
"""

DISCIPLINES = (["--gil", "on"], ["--gil", "off"], ["--threads", "fibers", "--workers", "1"],
               ["--threads", "fibers", "--workers", "2"], ["--gil", "off", "--threads", "fibers", "--workers", "2"])


class Slice:
    def __init__(self, lane, event):
        self.lane, self.name, self.arguments = lane, event["name"], event.get("args", {})
        self.begin, self.end, self.inside = nanoseconds(event), None, []

    def __repr__(self):
        return f"{self.name} {self.begin}..{self.end} {self.arguments}"


def nanoseconds(event, key="ts"):
    time = Decimal(event[key]) * 1000
    assert time == int(time), event
    return int(time)


class Trace:
    """A file of Chrome's trace events, checked: every begin has its end, slices nest, times of a lane go forward,
    arrows begin and end in slices."""

    def __init__(self, path):
        self.data = json.loads(Path(path).read_text(), parse_float=Decimal)
        self.events = self.data["traceEvents"]
        self.names, self.slices, self.flows = {}, collections.defaultdict(list), {}
        self.inner, self.instants, self.counters = [], [], []
        lanes = collections.defaultdict(list)
        for event in self.events:
            assert set(event) <= {"ph", "pid", "tid", "ts", "dur", "name", "cat", "args", "id", "bp", "s"}, event
            lanes[event["pid"], event["tid"]].append(event)
        for lane, events in lanes.items():
            self.read_lane(lane, sorted(events, key=nanoseconds))  # stable, as readers sort
        for number, ends in self.flows.items():
            assert set(ends) == {"s", "f"}, (number, ends)
            assert ends["s"].lane != ends["f"].lane and ends["s"].end <= ends["f"].begin, (number, ends)

    def read_lane(self, lane, events):
        open_slices = []
        for event in events:
            phase = event["ph"]
            if phase == "M":
                if event["name"] == "thread_name":
                    self.names[lane] = event["args"]["name"]
            elif phase == "B":
                open_slices.append(Slice(lane, event))
            elif phase == "E":
                ended = open_slices.pop()
                ended.end = nanoseconds(event)
                assert ended.name == event["name"], (ended, event)
                assert event.get("args", {}) == (ended.arguments if ended.begin == ended.end else {}), (ended, event)
                assert all(inner.end <= ended.end for inner in ended.inside), (ended, ended.inside)
                (self.inner if open_slices else self.slices[lane]).append(ended)
            elif phase == "X":
                inner = Slice(lane, event)
                inner.end = inner.begin + nanoseconds(event, "dur")
                open_slices[-1].inside.append(inner)
                self.inner.append(inner)
            elif phase in "sf":
                top = open_slices[0]
                moment = nanoseconds(event)
                assert moment == top.begin if phase == "f" else moment >= top.begin, (event, top)
                assert phase not in self.flows.setdefault(event["id"], {}), event
                self.flows[event["id"]][phase] = top
            elif phase == "i":
                self.instants.append((lane, event))
            else:
                assert phase == "C", event
                self.counters.append(event["args"])
        assert not open_slices, open_slices

    def threads(self):
        return {name: self.slices[lane] for lane, name in self.names.items() if lane[0] == THREADS}

    def total(self, name, *kinds):
        return sum(s.end - s.begin for s in self.threads()[name] if s.name.startswith(kinds))


def trace(code, *options, file=None, **how):
    """Runs `code` with a trace and statistics; returns what it did, the trace, the statistics."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "trace.json"
        ran = run_text(code, "--trace", path, "--stats=json", *options, **how)
        return ran, Trace(path), json.loads(ran.err.splitlines()[-1])


def in_each_discipline(code=WORK, *options):
    for discipline in DISCIPLINES:
        yield discipline, *trace(code, *discipline, *options)


# ---- traces


@test
def every_thread_has_a_lane_without_gaps_and_overlaps():
    for discipline, ran, read, stats in in_each_discipline():
        assert ran.out == "done\n", ran
        assert sorted(read.threads()) == sorted(t["name"] for t in stats["threads"]), discipline
        for name, slices in read.threads().items():
            for before, after in zip(slices, slices[1:]):
                assert before.end == after.begin, (discipline, name, before, after)
        assert any(s.name == "collects garbage" for s in read.inner), discipline


@test
def the_lock_has_one_holder_at_a_time_and_the_lane_names_it():
    for discipline, _, read, _ in in_each_discipline():
        held = read.slices[LOCK_LANE]
        if "off" in discipline:
            assert not held and not read.flows
            continue
        for before, after in zip(held, held[1:]):
            assert before.end <= after.begin, (before, after)
        lane_of = {name: slices for name, slices in read.threads().items()}
        for slice_ in held:
            assert any(s.begin == slice_.begin and s.end == slice_.end and s.name == "holds the GIL"
                       for s in lane_of[slice_.name]), slice_
        assert all(0 <= c["holding"] <= 1 and 0 <= c["waiting"] <= 6 for c in read.counters)


@test
def hand_offs_of_the_trace_are_those_of_the_statistics():
    for discipline, _, read, stats in in_each_discipline(WORK, "--switch-interval", "200us"):
        causes = collections.Counter(ends["s"].arguments["lets go by"] for ends in read.flows.values())
        counted = {cause: n for cause, n in stats["total"]["hand_offs"].items() if n}
        assert causes == counted, (discipline, causes, counted)
        for thread in stats["threads"]:
            of_thread = sum(1 for ends in read.flows.values() if read.names[ends["s"].lane] == thread["name"])
            assert of_thread == sum(thread["hand_offs"].values()), (discipline, thread["name"])
        assert stats["lost_events"] == 0
        if "off" not in discipline:
            assert causes["blocking"] > 0, (discipline, causes)


@test
def times_of_the_trace_are_those_of_the_statistics():
    for discipline, _, read, stats in in_each_discipline():
        for thread in stats["threads"]:
            if thread["name"] == "MainThread":
                continue  # still there when the statistics were made
            name = thread["name"]
            found = (read.total(name, "holds", "runs"), read.total(name, "waits", "paused"),
                     read.total(name, "blocked", "starts"))
            assert found == (thread["hold_ns"], thread["wait_ns"], thread["blocked_ns"]), (discipline, name, found)


def lines_of(code, text):
    return {n for n, line in enumerate(code.splitlines(), 1) if text in line}


def place(slice_):
    """(file, line, function) of the argument `at`."""
    where, function = slice_.arguments["at"].rsplit(" in ", 1)
    file, line = where.rsplit(":", 1)
    return file, int(line), function


@test
def a_computing_thread_loses_the_lock_by_the_interval_to_the_one_who_asked():
    code = ("import gil, threading, time\ndef spin(n):\n    while not done:\n        n += 1\n"
            "done = False\n"
            "a = threading.Thread(target=spin, args=(0,), name='a')\n"
            "b = threading.Thread(target=spin, args=(0,), name='b')\n"
            "a.start(); b.start()\n"
            "def lost():\n    return [t['hand_offs']['interval'] for t in gil.stats()['threads'][1:]]\n"
            "while min(lost()) < 3: time.sleep(0.001)\n"
            "done = True; a.join(); b.join()\n")
    _, read, stats = trace(code, "--switch-interval", "500us")
    lost = [s for s in read.threads()["a"] + read.threads()["b"] if s.arguments.get("lets go by") == "interval"]
    assert lost
    for slice_ in lost:
        assert slice_.arguments["asked by"] in {"a", "b", "MainThread"} - {read.names[slice_.lane]}, slice_
        file, line, function = place(slice_)
        assert (file, function) == ("<string>", "spin") and line in (3, 4), slice_
    requests = [e for _, e in read.instants if e["name"] == "asks for the GIL"]
    assert len(requests) == stats["total"]["drop_requests"] > 0


@test
def a_blocking_call_is_named_with_the_line_of_the_script_that_made_it():
    code = ("import gil, threading, time\n"
            "before = None\n"
            "def blocked(): return gil.stats()['threads'][0]['detaches']['blocking']\n"
            "def sleep():\n"
            "    while before is None or blocked() == before: time.sleep(0.001)\n"  # until the other one joins
            "t = threading.Thread(target=sleep, name='sleeper')\n"
            "t.start()\n"
            "before = blocked()\n"
            "t.join()\n"
            "def nap():\n"
            "    time.sleep(0.001)\n"
            "nap()\n")
    for discipline in (["--gil", "on"], ["--gil", "off"]):
        _, read, _ = trace(code, *discipline)
        main = [s for s in read.threads()["MainThread"] if s.name.startswith("blocked")]
        naps = [s for s in main if s.name == "blocked: time.sleep"]
        assert [place(s) for s in naps] == [("<string>", 11, "nap")], (discipline, main)
        assert any(place(s)[1] == 9 for s in main if "at" in s.arguments), (discipline, main)  # inside threading
        held = [s for s in read.threads()["sleeper"] if s.arguments.get("call") == "time.sleep"]
        assert held and all(s.arguments["lets go by"] == "blocking" for s in held), (discipline, held)
        last = read.threads()["sleeper"][-1]
        assert last.arguments["lets go by"] == "exit", (discipline, last)


@test
def a_fiber_that_gives_its_worker_away_says_so():
    code = ("import gil, threading, time\ndone = False\ndef spin():\n    while not done: pass\n"
            "ts = [threading.Thread(target=spin) for _ in range(2)]\n"
            "[t.start() for t in ts]\n"
            "while gil.stats()['total']['detaches']['yield'] < 3: time.sleep(0.001)\n"
            "done = True; [t.join() for t in ts]\n")
    _, read, _ = trace(code, "--gil", "off", "--threads", "fibers", "--workers", "1", "--switch-interval", "500us")
    causes = {s.arguments.get("lets go by") for slices in read.threads().values() for s in slices}
    assert "yield" in causes, causes


@test
def many_events_arrive_without_loss():
    code = ("import threading, time\ndef nap():\n    for _ in range(20000): time.sleep(0)\n"
            "ts = [threading.Thread(target=nap, name=f'T{i}') for i in range(3)]\n"
            "[t.start() for t in ts]; [t.join() for t in ts]\n")
    for discipline in (["--gil", "on"], ["--gil", "off"]):
        _, read, stats = trace(code, *discipline)
        assert stats["lost_events"] == 0
        for i in range(3):
            naps = [s for s in read.threads()[f"T{i}"] if s.arguments.get("lets go by") == "yield"]
            assert len(naps) == 20000, (discipline, len(naps))
        # Where the collector was slower than the threads they waited for it, and that is told too.
        waits = [s for s in read.inner if s.name == "waits for the recording"]
        assert len(waits) == stats["total"]["recording_waits"], (discipline, len(waits))
        assert sum(s.end - s.begin for s in waits) == stats["total"]["recording_wait_ns"], discipline


# Two threads at one object until they have met some times.
CONTEND = """
import gil, threading
done = False
def work(change):
    while not done:
        for i in range(1000): change(i)
def append(i):
    shared.append(i)  # append
def store(i):
    shared[0] = i  # store
def remember(i):
    known[i] = i  # remember
shared, known = [0], {}
for change in append, store, remember:
    done = False
    before = gil.stats()['total']['contentions']
    ts = [threading.Thread(target=work, args=(change,), name=f'{change.__name__} {i}') for i in range(2)]
    [t.start() for t in ts]
    while gil.stats()['total']['contentions'] < before + 3: pass
    done = True; [t.join() for t in ts]
    del shared[1:]
"""


@test
def a_wait_for_the_lock_of_an_object_is_told_with_its_type_and_line():
    lines = {(kind, text): lines_of(CONTEND, f"# {text}")
             for kind, text in (("list", "append"), ("list", "store"), ("dict", "remember"))}
    for discipline in (["--gil", "off"], ["--gil", "off", "--threads", "fibers", "--workers", "2"]):
        _, read, stats = trace(CONTEND, *discipline)
        waits = [s for s in read.inner if s.name.startswith("waits for the lock of a ")]
        total = stats["total"]
        assert total["contentions"] == len(waits) >= 9, (discipline, total)
        assert total["contention_ns"] == sum(s.end - s.begin for s in waits), discipline
        for thread in stats["threads"]:
            of_thread = [s for s in waits if read.names[s.lane] == thread["name"]]
            assert thread["contentions"] == len(of_thread), (discipline, thread["name"])
        for (kind, text), numbers in lines.items():
            found = [s for s in waits if read.names[s.lane].startswith(text)
                     and s.name == f"waits for the lock of a {kind}"]
            assert any(place(s)[1] in numbers for s in found), (discipline, kind, text, waits[:5])
    total = trace(WORK, "--gil", "on")[2]["total"]
    assert total["contentions"] == total["contention_ns"] == 0


@test
def a_firefox_profile_and_the_table_tell_of_waits_for_objects():
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "profile.json"
        ran = run_text(CONTEND, "--gil", "off", "--trace", path, "--trace-format", "firefox", "--stats")
        profile = read_firefox(path)
    waits = [thread["markers"]["data"][i] for thread in profile["threads"] for i, n in
             enumerate(thread["markers"]["name"]) if thread["stringArray"][n] == "waits for the lock of a list"]
    assert waits and all("at" in data for data in waits), waits[:3]
    assert "waits for objects' locks" in ran.err and "lock waits" in ran.err, ran.err


# ---- how a run may end


def check_ended(code, status, *options, signal_when_ready=False):
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "trace.json"
        if signal_when_ready:
            ran = run_cli.interrupt(code, "--trace", path, *options, after=0.1)
        else:
            ran = run_text(code, "--trace", path, *options)
        assert ran.status == status, ran
        return ran, Trace(path)


@test
def a_trace_is_whole_after_ctrl_c():
    code = ("import threading, time\n"
            "threading.Thread(target=time.sleep, args=(100,), daemon=True, name='sleeper').start()\n"
            "print('ready', flush=True)\nwhile True: pass\n")
    for discipline in DISCIPLINES:
        ran, read = check_ended(code, -signal.SIGINT, *discipline, signal_when_ready=True)
        assert "KeyboardInterrupt" in ran.err, ran
        assert "sleeper" in read.threads(), (discipline, read.names)


@test
def a_trace_is_whole_after_sys_exit_and_with_abandoned_threads():
    code = ("import sys, threading\ndef spin():\n    while True: pass\n"
            "for i in range(2): threading.Thread(target=spin, daemon=True, name=f'spin {i}').start()\n"
            "sys.exit(3)\n")
    for discipline in DISCIPLINES:
        _, read = check_ended(code, 3, *discipline)
        assert {"MainThread", "spin 0", "spin 1"} <= set(read.threads()), (discipline, read.names)


@test
def a_trace_is_whole_after_an_exception_in_a_thread():
    code = ("import threading\nt = threading.Thread(target=lambda: 1 // 0, name='wrong')\n"
            "t.start(); t.join(); raise SystemError\n")
    ran, read = check_ended(code, 1)
    assert "ZeroDivisionError" in ran.err and "SystemError" in ran.err and "wrong" in read.threads()


@test
def a_file_that_cannot_be_written_stops_minipy_before_the_run():
    for path in ("/nowhere/trace.json", "/tmp"):
        for form in ("chrome", "firefox"):
            ran = run_text("print('ran')", "--trace", path, "--trace-format", form)
            assert ran.status == 2 and ran.out == "" and ran.err.count("\n") == 1, ran
            assert path in ran.err and "Errno" in ran.err, ran


@test
def a_full_disk_is_told_at_the_end():
    ran = run_text("print('ran')", "--trace", "/dev/full")
    assert ran.out == "ran\n" and ran.status == 0, ran
    assert "the trace is not complete" in ran.err and "No space left" in ran.err, ran


@test
def an_unknown_format_is_one_line_and_status_2():
    for bad in (["--trace-format", "svg"], ["--stats=xml"]):
        ran = run(*bad, "-c", "pass")
        assert ran.status == 2 and ran.out == "" and ran.err.count("\n") == 1, ran


# ---- the Firefox profiler


def read_firefox(path):
    profile = json.loads(Path(path).read_text())
    assert profile["meta"]["preprocessedProfileVersion"] == 48
    schemas = {schema["name"] for schema in profile["meta"]["markerSchema"]}
    for thread in profile["threads"]:
        strings, markers = thread["stringArray"], thread["markers"]
        for table in ("markers", "samples", "stackTable", "frameTable", "funcTable", "resourceTable", "nativeSymbols"):
            columns = {k: v for k, v in thread[table].items() if isinstance(v, list)}
            assert all(len(c) == thread[table]["length"] for c in columns.values()), (thread["name"], table)
        for i in range(markers["length"]):
            begin, end = markers["startTime"][i], markers["endTime"][i]
            assert 0 <= markers["name"][i] < len(strings)
            assert (end is None) == (markers["phase"][i] == 0)
            assert end is None or 0 <= begin <= end
            assert markers["data"][i]["type"] in schemas
            assert 0 <= markers["category"][i] < len(profile["meta"]["categories"])
    return profile


@test
def a_firefox_profile_has_the_same_threads_and_hand_offs():
    for discipline in DISCIPLINES:
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "profile.json"
            ran = run_text(WORK, "--trace", path, "--trace-format", "firefox", "--stats=json", *discipline)
            stats = json.loads(ran.err.splitlines()[-1])
            profile = read_firefox(path)
            assert os.listdir(directory) == ["profile.json"]
        names = [thread["name"] for thread in profile["threads"]]
        expected = [thread["name"] for thread in stats["threads"]]
        assert names == (expected if "off" in discipline else ["GIL", *expected]), (discipline, names)
        if "off" not in discipline:
            lock = profile["threads"][0]
            holders = [lock["stringArray"][n] for n in lock["markers"]["name"]]
            changes = sum(1 for a, b in zip(holders, holders[1:]) if a != b)
            assert changes == sum(stats["total"]["hand_offs"].values()), discipline


# ---- statistics


@test
def statistics_add_up():
    for discipline, _, _, stats in in_each_discipline(WORK):
        assert stats["format"] == "minipy-stats" and stats["gil"] == ("off" not in discipline)
        for thread in [*stats["threads"], stats["total"]]:
            assert thread["hold_ns"] + thread["wait_ns"] + thread["blocked_ns"] == thread["life_ns"], thread
            for kind in ("wait", "hold"):
                times = thread[kind]
                assert sum(count for _, _, count in times["buckets"]) == times["count"], thread
                assert times["p50_ns"] <= times["p90_ns"] <= times["p99_ns"] <= times["p999_ns"] <= times["max_ns"]
            assert thread["wait"]["count"] == thread["waits"] and thread["wait"]["max_ns"] == thread["longest_wait_ns"]
            assert thread["hold"]["count"] == sum(thread["detaches"].values()), thread
        for key in ("takes", "waits", "hold_ns", "wait_ns", "blocked_ns", "life_ns"):
            assert stats["total"][key] == sum(thread[key] for thread in stats["threads"]), key
        main = next(thread for thread in stats["threads"] if thread["name"] == "MainThread")
        assert main["life_ns"] <= stats["wall_ns"]


@test
def the_sum_of_all_holding_is_no_more_than_the_time_that_went_by():
    for discipline, _, _, stats in in_each_discipline():
        if "off" not in discipline:
            assert stats["total"]["hold_ns"] <= stats["wall_ns"], discipline


@test
def statistics_and_trace_say_how_the_lock_was_set():
    plain = {"policy": "interval", "switch_interval_ns": 5_000_000, "ticks": 0, "switch_every": 0, "hands_over": False,
             "forced_switching": True, "checkpoints": "loops", "threads_on": "os", "workers": 0, "carrier": "OS threads"}
    free = {"policy": "", "forced_switching": False}
    fibers = {"threads_on": "fibers", "workers": 3, "carrier": "fibers on 3 workers"}
    for options, differs in (
            ([], {}),
            (["--switch-interval", "2ms", "--gil-policy", "fifo"],
             {"policy": "fifo", "switch_interval_ns": 2_000_000, "hands_over": True, "forced_switching": False}),
            (["--gil-policy", "ticks", "--ticks", "7", "--forced-switching", "on", "--checkpoints", "every"],
             {"policy": "ticks", "ticks": 7, "checkpoints": "every"}),
            (["--gil-policy", "priority", "--forced-switching", "off"], {"policy": "priority", "forced_switching": False}),
            (["--switch-every", "900"], {"policy": "exact", "switch_every": 900, "hands_over": True,
                                         "forced_switching": False, "checkpoints": "every"}),
            (["--threads", "fibers", "--workers", "3"], fibers),
            (["--gil", "off"], free),
            (["--gil", "off", "--threads", "fibers", "--workers", "3"], {**free, **fibers})):
        _, read, stats = trace("pass", *options)
        wanted = {**plain, **differs}
        for found in (stats, read.data["otherData"]):
            assert {key: found[key] for key in wanted} == wanted, (options, found)


@test
def a_thread_that_goes_first_says_so():
    code = ("import gil, threading, time\ndone = False\n"
            "def spin():\n    n = 0\n    while not done: n += 1\n"
            "t = threading.Thread(target=spin, name='computes'); t.start()\n"
            "def lost():\n    return next(t['hand_offs'] for t in gil.stats()['threads'] if t['name'] == 'computes')\n"
            "while lost()['priority'] < 5: time.sleep(0.0001)\n"
            "done = True; t.join()\n")
    # The thread that starts goes first too: an interval later it counts as one that computes.
    _, read, stats = trace(code, "--gil-policy", "priority", "--switch-interval", "20ms")
    counted = next(t for t in stats["threads"] if t["name"] == "computes")
    assert counted["hand_offs"]["priority"] >= 5, counted
    jumped = [s for s in read.threads()["computes"] if s.arguments.get("lets go by") == "priority"]
    assert len(jumped) == counted["detaches"]["priority"], counted
    assert all(s.arguments["asked by"] == "MainThread" for s in jumped), jumped[:3]
    total = trace(WORK, "--switch-interval", "200us")[2]["total"]
    assert total["detaches"]["priority"] == 0, total


# ---- from inside


@test
def a_script_records_a_part_of_itself():
    with tempfile.TemporaryDirectory() as directory:
        inside, whole = Path(directory) / "inside.json", Path(directory) / "whole.json"
        code = ("import gil, threading, time\n"
                "def work(name):\n"
                "    ts = [threading.Thread(target=time.sleep, args=(0.001,), name=f'{name} {i}') for i in range(2)]\n"
                "    [t.start() for t in ts]; [t.join() for t in ts]\n"
                "stays = threading.Event()\n"
                "waits = threading.Thread(target=stays.wait, name='waits'); waits.start()\n"
                "work('before')\n"
                f"with gil.trace({str(inside)!r}):\n"
                "    work('inside')\n"
                "work('after')\n"
                "stays.set(); waits.join()\n")
        for discipline in DISCIPLINES:
            ran = run_text(code, "--trace", whole, *discipline)
            assert (ran.err, ran.status) == ("", 0), ran
            read = Trace(inside)
            # Who blocks all the time is there; who came later is not. One that was joined may be on its way out.
            found = {name for name in read.threads() if not name.startswith("before")}
            assert found == {"MainThread", "inside 0", "inside 1", "waits"}, (discipline, read.names)
            for slices in read.threads().values():
                for before, after in zip(slices, slices[1:]):
                    assert before.end == after.begin, (discipline, before, after)
            assert len(Trace(whole).threads()) == 8, discipline
            ran = run_text(code.replace(f"{str(inside)!r}", f"{str(inside)!r}, 'firefox'"), *discipline)
            assert (ran.err, ran.status) == ("", 0), ran
            read_firefox(inside)


@test
def a_script_that_leaves_its_trace_open_still_leaves_a_whole_file():
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "trace.json"
        ran = run_text(f"import gil\ngil.trace({str(path)!r}).__enter__()\n")
        assert (ran.err, ran.status) == ("", 0), ran
        Trace(path)


if __name__ == "__main__":
    sys.exit(run_cli.main())

#!/usr/bin/env python3
"""Tests of the page that `--report` writes, in a headless Chromium.

A test is a function whose name is a sentence, and gets the browser. `--figures` measures instead how a page of a
million events opens and zooms.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from browser import Browser  # noqa: E402: found where the line above says

ROOT = Path(__file__).resolve().parent.parent
TESTS = []
made = {}  # name of a page -> its path, made once
scratch = tempfile.TemporaryDirectory(prefix="minipy-report-")
program = []

COMPUTE = """import threading
def work():
    n = 0
    while n < 150000:
        n += 1
threads = [threading.Thread(target=work, name=name) for name in ("ant", "bee", "</script><b id=x>cat")]
[t.start() for t in threads]
[t.join() for t in threads]
"</script><script>window.hurt = 1</script><!--"
import time
for _ in range(3):
    time.sleep(0.005)  # </script><script>window.hurt = 1</script>
"""


def test(function):
    TESTS.append(function)
    return function


def minipy(*arguments):
    done = subprocess.run([*program, *map(str, arguments)], capture_output=True, text=True, timeout=300, cwd=ROOT)
    assert done.returncode == 0, done
    return done


def run_page(gil="on"):
    """A page of COMPUTE, and what --stats=json said about the same run."""
    if gil not in made:
        script = Path(scratch.name) / "compute.py"
        script.write_text(COMPUTE)
        page = Path(scratch.name) / f"{gil}.html"
        ran = minipy("--gil", gil, "--switch-interval", "1ms", "--stats=json", "--report", page, script)
        made[gil] = page, json.loads(ran.stderr)
    return made[gil]


def compared_page():
    if "compared" not in made:
        run_page()
        made["compared"] = Path(scratch.name) / "compared.html"
        minipy("compare", "--rounds", "1", "--report", made["compared"], Path(scratch.name) / "compute.py")
    return made["compared"]


def near(a, b, share=0.005, ns=2_000_000):
    return abs(a - b) <= max(share * max(a, b), ns)


# ---- what is on the page


@test
def every_thread_has_a_lane_with_its_name(browser):
    browser.open(run_page()[0])
    names = browser("return minipyReport.timelines[0].lanes.map(l => l.name)")
    assert names == ["MainThread", "ant", "bee", "</script><b id=x>cat"], names


@test
def the_lanes_are_drawn_and_the_lock_has_the_colour_of_its_holder(browser):
    browser.open(run_page()[0])
    painted = browser("""
        const t = minipyReport.timelines[0], pen = t.canvas.getContext('2d');
        const hex = (x, y) => '#' + [...pen.getImageData(x, y, 1, 1).data.slice(0, 3)].map(b => b.toString(16).padStart(2, '0')).join('');
        const lane = t.lanes[1], at = [...Array(lane.length).keys()].filter(i => lane.state[i] === 3)
            .sort((a, b) => (lane.start[b + 1] - lane.start[b]) - (lane.start[a + 1] - lane.start[a]))[0];
        t.view.set(lane.start[at], lane.start[at + 1]);
        t.draw();
        const x = t.gutter + t.plot / 2;
        return [hex(x, t.y(1) + 5), hex(x, 5), t.palette.thread(1)];""")
    assert painted[0] == painted[1] == painted[2], painted


@test
def the_numbers_are_those_of_stats(browser):
    for gil in ("on", "off"):
        page, stats = run_page(gil)
        browser.open(page)
        found = browser("""const n = minipyReport.runs[0].numbers;
            return {threads: n.threads, handOffs: Object.fromEntries(n.handOffs), waits: n.waits.length,
                    longest: n.longest}""")
        assert len(found["threads"]) == len(stats["threads"]), (found, stats)
        for here, there in zip(found["threads"], stats["threads"]):
            assert here["takes"] == there["takes"], (here, there)
            assert near(here["holds"], there["hold_ns"]), (here, there)
            assert near(here["waits"], there["wait_ns"]), (here, there)
            assert near(here["blocked"], there["blocked_ns"]), (here, there)
        if gil == "on":
            there = {cause: n for cause, n in stats["total"]["hand_offs"].items() if n != 0}
            assert found["handOffs"] == there, (found, there)
            assert found["waits"] == stats["total"]["waits"], (found["waits"], stats["total"])
            assert found["longest"] == stats["total"]["longest_wait_ns"], (found, stats["total"])


@test
def a_page_says_why_and_where_the_lock_was_lost(browser):
    browser.open(run_page()[0])
    text = browser("return document.getElementById('lines').textContent")
    assert "compute.py:" in text and "time.sleep(0.005)" in text, text
    assert browser("return document.querySelectorAll('#hand-offs tbody tr').length") >= 2


@test
def text_of_a_script_does_no_harm(browser):
    browser.open(run_page()[0])
    assert browser("return [window.hurt === undefined, document.getElementById('x') === null]") == [True, True]
    errors = browser.errors()
    assert errors == [], errors


@test
def the_page_needs_no_network(browser):
    browser.open(run_page()[0])
    loaded = browser("return performance.getEntriesByType('resource').map(e => e.name)")
    assert loaded == [], loaded


@test
def two_runs_are_on_one_scale(browser):
    browser.open(compared_page())
    assert browser("return minipyReport.runs.map(r => r.gil)") == [True, False]
    spans = browser("""minipyReport.view.zoom(0.2, 1e6);
        return minipyReport.timelines.map(t => [t.timeAt(t.gutter), t.timeAt(t.gutter + t.plot)])""")
    assert spans[0] == spans[1], spans
    assert browser.errors() == []


# ---- what one can do with it


def span(browser):
    return browser("return minipyReport.view.span")


@test
def the_wheel_zooms_where_the_mouse_is(browser):
    browser.open(run_page()[0])
    canvas = browser.canvas()
    x, y = canvas["left"] + canvas["gutter"] + canvas["plot"] * 0.75, canvas["lanes"][1]
    inside = canvas["gutter"] + canvas["plot"] * 0.75
    before, at = span(browser), browser("return minipyReport.timelines[0].timeAt(arguments[0])", inside)
    for _ in range(5):
        browser.mouse("mouseWheel", x, y, deltaX=0, deltaY=-200)
    browser.frame()
    after = span(browser)
    assert after < before / 2, (before, after)
    assert abs(browser("return minipyReport.timelines[0].timeAt(arguments[0])", inside) - at) < after / 50


@test
def dragging_moves(browser):
    browser.open(run_page()[0])
    browser("minipyReport.view.set(1e6, 5e6)")
    canvas = browser.canvas()
    x, y = canvas["left"] + canvas["gutter"] + 300, canvas["lanes"][1]
    browser.mouse("mousePressed", x, y, button="left", buttons=1, clickCount=1)
    browser.mouse("mouseMoved", x + 60, y, button="left", buttons=1)
    browser.mouse("mouseMoved", x + 120, y, button="left", buttons=1)
    browser.mouse("mouseReleased", x + 120, y, button="left", clickCount=1)
    moved = browser("return minipyReport.view.from")
    assert moved < 1e6 and abs(span(browser) - 4e6) < 1, moved


@test
def two_fingers_zoom(browser):
    browser.open(run_page()[0])
    canvas = browser.canvas()
    middle, y = canvas["left"] + canvas["gutter"] + canvas["plot"] / 2, canvas["lanes"][1]
    before = span(browser)

    def fingers(apart):
        return [{"x": middle - apart, "y": y, "id": 1}, {"x": middle + apart, "y": y, "id": 2}]

    browser.command("Input.dispatchTouchEvent", type="touchStart", touchPoints=fingers(60))
    for apart in (80, 110, 150, 200, 250):
        browser.command("Input.dispatchTouchEvent", type="touchMove", touchPoints=fingers(apart))
    browser.command("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    browser.frame()
    assert span(browser) < before / 2, (before, span(browser))


@test
def a_click_shows_the_line_and_the_mouse_tells_the_cause(browser):
    browser.open(run_page()[0])
    inside = browser("""const t = minipyReport.timelines[0], lane = t.lanes[0];
        const i = [...Array(lane.length).keys()].findLast(i => lane.state[i] === 1);
        t.view.set(lane.start[i] - 1e6, lane.start[i + 1] + 1e6); t.draw();
        return t.x((lane.start[i] + lane.start[i + 1]) / 2)""")
    canvas = browser.canvas()
    x, y = canvas["left"] + inside, canvas["lanes"][0]
    browser.mouse("mouseMoved", x, y)
    tip = browser("const tip = document.getElementById('tip'); return tip.hidden ? '' : tip.textContent")
    assert "was blocked for" in tip and "sleep" in tip, tip
    browser.mouse("mousePressed", x, y, button="left", clickCount=1)
    browser.mouse("mouseReleased", x, y, button="left", clickCount=1)
    detail = browser("return document.querySelector('#detail .here').textContent")
    assert "time.sleep(0.005)" in detail, detail


@test
def the_keyboard_does_all_of_it(browser):
    browser.open(run_page()[0])
    browser("minipyReport.timelines[0].canvas.focus()")
    whole = span(browser)
    browser.key("+")
    browser.key("+")
    zoomed = span(browser)
    assert zoomed < whole * 0.6
    start = browser("return minipyReport.view.from")
    browser.key("ArrowRight")
    assert browser("return minipyReport.view.from") > start
    browser.key("0")
    assert span(browser) == whole
    browser.key("ArrowDown")
    browser.key("ArrowDown")
    browser.key("n")
    detail = browser("return document.getElementById('detail').textContent")
    assert "ant" in detail, detail


@test
def light_and_dark_follow_the_system_and_the_switch(browser):
    for scheme in ("dark", "light"):
        browser.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        browser.open(run_page()[0])
        assert browser("return document.documentElement.dataset.theme") == scheme
    browser("document.getElementById('theme').click()")
    assert browser("return document.documentElement.dataset.theme") == "dark"
    browser.command("Emulation.setEmulatedMedia", features=[])


@test
def who_sees_nothing_gets_tables_and_names(browser):
    browser.open(compared_page())
    unnamed = browser("""return [...document.querySelectorAll('canvas, button, section, a')]
        .filter(e => !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.textContent.trim())).length""")
    assert unnamed == 0
    assert browser("return document.querySelectorAll('table caption').length") >= 4


@test
def nothing_sticks_out_of_the_page(browser):
    for size in ((1280, 800), (1920, 1080), (800, 600)):
        browser.size(*size)
        browser.open(compared_page())
        assert browser("return document.documentElement.scrollWidth <= window.innerWidth"), size
    browser.size(1280, 800)


# ---- figures


def measure(browser, events):
    script = Path(scratch.name) / "many.py"
    # Sleeping for nothing gives way: the lock is dropped, and taken again.
    script.write_text("import sys, threading, time\n"
                      "def work(n):\n    for _ in range(n): time.sleep(0)\n"
                      "n = int(sys.argv[1])\n"
                      "ts = [threading.Thread(target=work, args=(n // 8,)) for _ in range(8)]\n"
                      "[t.start() for t in ts]\n[t.join() for t in ts]\n")
    page = Path(scratch.name) / "many.html"
    minipy("--report", page, script, events // 2)
    browser.size(1920, 1080)
    opened = min(browser.open(page) for _ in range(3))
    count = browser("return minipyReport.runs[0].count")
    frames = browser.driver.execute_async_script("""
        const done = arguments[0], { view } = minipyReport, began = performance.now();
        let n = 0;
        (function step() {
          if (++n > 120) return done(120000 / (performance.now() - began));
          view.zoom(n < 60 ? 0.85 : 1 / 0.85, view.end * 0.37);
          requestAnimationFrame(step);
        })();""")
    print(f"{count:,} events: {page.stat().st_size / 1e6:.1f} MB, opens in {opened / 1000:.2f} s, "
          f"zooms at {frames:.0f} frames/s")


def main():
    parser = argparse.ArgumentParser(description="Tests the page of the report.")
    parser.add_argument("filters", nargs="*", help="only tests whose name contains one of these")
    parser.add_argument("--minipy", default="build/dev/minipy")
    parser.add_argument("--figures", action="store_true", help="measure a page of a million events")
    options = parser.parse_args()
    program.append(str(Path(options.minipy).resolve()))
    browser = Browser()
    try:
        if options.figures:
            measure(browser, 1_000_000)
            return 0
        passed = failed = 0
        for function in TESTS:
            if options.filters and not any(part in function.__name__ for part in options.filters):
                continue
            try:
                function(browser)
                passed += 1
            except Exception as problem:
                failed += 1
                last = traceback.extract_tb(problem.__traceback__)[-1]
                print(f"FAILED {function.__name__.replace('_', ' ')}\n    line {last.lineno}: {last.line}\n"
                      f"    {type(problem).__name__}: {str(problem)[:2000]}\n", flush=True)
        print(f"{passed} passed, {failed} failed")
        return 1 if failed else 0
    finally:
        browser.close()
        scratch.cleanup()


if __name__ == "__main__":
    sys.exit(main())

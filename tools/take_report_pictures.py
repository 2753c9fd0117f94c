#!/usr/bin/env python3
"""Takes the pictures of the report for docs/lessons: real runs of the demos, in a headless Chromium.

    /usr/bin/python3 tools/take_report_pictures.py --minipy build/release/minipy [NAME...]
"""

import argparse
import base64
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from browser import Browser  # noqa: E402

IMAGES = ROOT / "docs" / "lessons" / "images"

# Name -> minipy's arguments, the script's, and what to zoom to: shares of the run, or None for all of it.
PICTURES = {
    "compare": (["compare", "--rounds", "1"], ["do_math_threads.py", "10000000", "4"], None),
    "waiting": ([], ["io_threads.py", "0.3"], None),
    "bank": ([], ["bank_locked.py", "3000"], None),
    "bank_zoomed": ([], ["bank_locked.py", "3000"], (0.5, 0.503)),
    "race_counter": (["--checkpoints", "every"], ["race_counter.py"], None),
    "oversubscribed": (["compare", "--rounds", "1"], ["do_math_threads.py", "20000000", "16"], None),
    "intervals": (["--switch-interval", "20ms"], ["do_math_threads.py", "2000000", "4"], None),
    "convoy": ([], ["convoy.py", "0.3", "2", "5ms"], (0.85, 0.95)),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--minipy", required=True)
    options = parser.parse_args()
    IMAGES.mkdir(parents=True, exist_ok=True)
    browser = Browser()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        for name in options.names or PICTURES:
            own, (script, *arguments), part = PICTURES[name]
            command = [str(Path(options.minipy).resolve()), *own, "--report", str(page), f"demos/{script}", *arguments]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
            browser.size(1100, 1600)
            browser.open(page)
            browser("minipyReport.setTheme('light'); document.getElementById('hint').hidden = true")
            if part:
                browser("const v = minipyReport.view; v.set(v.end * arguments[0], v.end * arguments[1])", *part)
            browser.frame()
            box = browser("const b = document.getElementById('timeline').getBoundingClientRect();"
                          "return {x: b.x, y: b.y, width: b.width, height: b.height, scale: 1}")
            shot = browser.command("Page.captureScreenshot", format="png", clip=box)
            (IMAGES / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))
            print(f"{name}: {(IMAGES / f'{name}.png').stat().st_size // 1024} KiB")
    browser.close()


if __name__ == "__main__":
    main()

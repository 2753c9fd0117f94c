"""A headless Chromium for tests of the report: no network, a profile of its own, what the page logs is kept."""

import shutil
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"]


class Browser:
    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="minipy-browser-")
        options = Options()
        for flag in FLAGS:
            options.add_argument(flag)
        options.add_argument(f"--user-data-dir={self.profile}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        self.driver.set_script_timeout(120)
        self.size(1280, 800)

    def close(self):
        self.driver.quit()
        shutil.rmtree(self.profile, ignore_errors=True)

    def size(self, width, height):
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def open(self, path):
        """Opens a file and waits until it is drawn; returns the milliseconds from the start of the navigation."""
        self.driver.get(f"file://{path}")
        self.frame()
        return self("return performance.now()")

    def command(self, name, **arguments):
        return self.driver.execute_cdp_cmd(name, arguments)

    def frame(self):
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))")

    def __call__(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def errors(self):
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def mouse(self, kind, x, y, **more):
        self.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def key(self, key):
        self.command("Input.dispatchKeyEvent", type="keyDown", key=key, text=key if len(key) == 1 else "")
        self.command("Input.dispatchKeyEvent", type="keyUp", key=key)
        self.frame()

    def canvas(self, number=0):
        """Where a timeline is: left, top, and its inner measures."""
        return self("const t = minipyReport.timelines[arguments[0]]; t.canvas.scrollIntoView({block: 'center'});"
                    "const b = t.canvas.getBoundingClientRect();"
                    "return {left: b.left, top: b.top, gutter: t.gutter, plot: t.plot, lane: t.lane, first: t.first,"
                    "        lanes: t.lanes.map(l => b.top + t.y(l.index) + t.lane / 2)}", number)

    def picture(self, path):
        self.driver.save_screenshot(str(path))

"""A real browser, or a word why there is none."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.paths import ROOT

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--mute-audio",
)


def start(folder, *, width=1400, dark=False, proxy=True):
    """A Chromium of its own profile; with `proxy` whatever is asked for over a network goes nowhere."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("there is no chromium and chromedriver here (Debian: apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    for switch in (*SWITCHES, f"--window-size={width},900", f"--user-data-dir={folder}"):
        options.add_argument(switch)
    if proxy:
        options.add_argument("--proxy-server=http://127.0.0.1:9")
    options.binary_location = chromium
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    browser.set_script_timeout(240)
    look(browser, width=width, dark=dark)
    return browser


def look(browser, *, width, dark, height=900):
    """Show pages at this size, in light or dark."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})


def asked_for(browser):
    """Every address that pages have asked for since the last call."""
    messages = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]


def violations(browser, axe):
    """What axe-core finds against WCAG 2.2 A and AA, a line each: the rule, and where."""
    browser.execute_script(axe)
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    return browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {runOnly: {type: 'tag', values: arguments[0]}, resultTypes: ['violations']})"
        ".then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target + ' ' +"
        " n.failureSummary).join(' | '))), e => done(['axe: ' + e]));",
        rules,
    )


def ran(study, out):
    """The report of a study, run as a user runs it."""
    call = [sys.executable, "-m", "analysis", "run", str(study), "--out", str(out)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return out / "report.html"

"""A real browser, and the served command for it to look at."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
NEEDED = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM.exists() and DRIVER.exists()), reason="Chromium and its driver are not installed"),
]
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --window-size=1200,900"
)
CHARTS = "[...document.querySelectorAll('.drawing')]"
DRAWN = f"return {CHARTS}.every((one) => one.querySelector('svg, canvas') || one.matches('.empty'))"


def visit(browser: webdriver.Chrome, address: str) -> None:
    """Open a page and wait until its charts, if it has some, are drawn."""
    browser.get(address)
    WebDriverWait(browser, 20).until(lambda _: browser.execute_script(DRAWN))


@contextmanager
def served(db: Path) -> Iterator[str]:
    """The address that the served command prints."""
    command = [sys.executable, "-m", "crawler", "serve", "--db", str(db), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        said = server.stdout.readline()
        yield re.search(r"http://\S+", said).group().rstrip("/")
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def chromium(profile: Path) -> Iterator[webdriver.Chrome]:
    """A browser with a profile of its own, which keeps what is said on the console."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS.split(), f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    try:
        yield driver
    finally:
        driver.quit()


def contrast(colour: str) -> float:
    """Contrast of a CSS colour against white by the WCAG formula."""
    parts = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)

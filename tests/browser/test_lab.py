"""JupyterLab in a real browser: the first notebook runs, and each tool answers once."""

import shutil
import socket
import subprocess
import sys
import urllib.request

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from analysis.paths import NOTEBOOKS
from tests.browser.chromium import start

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PATIENCE = 300  # seconds; reading a study on a busy machine


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on copies of the notebooks, at a free port of this machine alone."""
    folder = tmp_path_factory.mktemp("lab")
    browser = start(folder / "chromium", proxy=False)
    shutil.copy(NOTEBOOKS / "00-start.ipynb", folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    call = [sys.executable, "-m", "jupyter", "lab", f"--notebook-dir={folder}", "--no-browser", f"--port={port}"]
    call += ["--ServerApp.token=", "--ServerApp.password=", "--allow-root", "--LabApp.news_url=None"]
    with (folder / "lab.log").open("w") as log:
        running = subprocess.Popen(call, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        WebDriverWait(browser, PATIENCE).until(lambda _: _answers(address))
        yield browser, f"{address}/lab/tree/00-start.ipynb?reset"
    finally:
        browser.quit()
        running.terminate()
        running.wait(timeout=60)


def _answers(address):
    try:
        with urllib.request.urlopen(f"{address}/api", timeout=5):
            return True
    except OSError:
        return False


def test_the_first_notebook_runs_and_each_tool_answers(lab):
    browser, address = lab
    browser.set_window_size(1400, 2400)
    browser.get(address)
    patient = WebDriverWait(browser, PATIENCE)
    patient.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".jp-Notebook .jp-CodeCell"))
    patient.until(
        lambda b: (
            "idle"
            in (b.find_element(By.CSS_SELECTOR, ".jp-Notebook-ExecutionIndicator").get_attribute("data-status") or "")
        )
    )
    for button in browser.find_elements(By.CSS_SELECTOR, "button"):
        if button.is_displayed() and button.text.strip() in ("No", "Dismiss", "Decline"):
            button.click()
    _command(browser, "run all cells")
    patient.until(lambda b: len(b.find_elements(By.CSS_SELECTOR, ".parallax-sentences li")) > 3)
    patient.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".parallax-compare img"))
    patient.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".parallax-read span[title]"))
    patient.until(lambda b: not [p for p in b.find_elements(By.CSS_SELECTOR, ".jp-InputPrompt") if "*" in p.text])
    assert not browser.find_elements(By.CSS_SELECTOR, ".jp-mod-error, [data-mime-type='application/vnd.jupyter.error']")

    word = browser.find_element(By.CSS_SELECTOR, ".parallax-sentences input[placeholder='such as tariff*']")
    word.send_keys("tariff*", Keys.ENTER)
    patient.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".parallax-sentences mark"))
    marked = [m.text.lower() for m in browser.find_elements(By.CSS_SELECTOR, ".parallax-sentences mark")]
    assert all(m.startswith("tariff") for m in marked)

    picture = browser.find_element(By.CSS_SELECTOR, ".parallax-compare img")
    before = picture.get_attribute("src")
    Select(browser.find_element(By.CSS_SELECTOR, ".parallax-compare select")).select_by_visible_text("tone")
    patient.until(lambda b: picture.get_attribute("src") != before)

    read = ".parallax-read span[title]"
    first = browser.find_element(By.CSS_SELECTOR, read).text
    field = browser.find_element(By.CSS_SELECTOR, ".parallax-read input")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(
        "Outlet C: Historic Defence Pact in Malaysia Gives India, US Strategic Ties a 10-Year Boost", Keys.TAB
    )
    patient.until(lambda b: b.find_element(By.CSS_SELECTOR, read).text != first)
    assert "milestone" in browser.find_element(By.CSS_SELECTOR, ".parallax-read").text


def _command(browser, words):
    """A command of JupyterLab by its name."""
    ActionChains(browser).key_down(Keys.CONTROL).key_down(Keys.SHIFT).send_keys("c").perform()
    ActionChains(browser).key_up(Keys.SHIFT).key_up(Keys.CONTROL).perform()
    field = WebDriverWait(browser, PATIENCE).until(
        lambda b: next(
            (f for f in b.find_elements(By.CSS_SELECTOR, ".lm-CommandPalette-input") if f.is_displayed()), None
        )
    )
    field.send_keys(words)
    WebDriverWait(browser, PATIENCE).until(
        lambda b: b.find_elements(By.CSS_SELECTOR, ".lm-CommandPalette-item.lm-mod-active")
    )
    field.send_keys(Keys.ENTER)

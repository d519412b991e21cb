"""JupyterLab in a real browser: the first notebook runs, and each tool answers once."""

import shutil
import socket
import subprocess
import sys
import urllib.request

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from analysis.paths import NOTEBOOKS
from tests.browser.chromium import look, start

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
    look(browser, width=1400, height=5000, dark=False)  # JupyterLab leaves cells out of the page that are out of sight
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
    _run_all(browser)
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


def _run_all(browser):
    """Run > Run All Cells, as a reader clicks it."""
    patient = WebDriverWait(browser, PATIENCE)
    bar = "//*[contains(@class,'lm-MenuBar-itemLabel') and normalize-space()='Run']"
    patient.until(lambda b: b.find_elements(By.XPATH, bar))[0].click()
    item = "//*[contains(@class,'lm-Menu-itemLabel') and normalize-space()='Run All Cells']"
    patient.until(lambda b: [e for e in b.find_elements(By.XPATH, item) if e.is_displayed()])[0].click()

"""The report in a real browser: everything opens, nothing leaves the page, everybody can read it.

PARALLAX_REPORTS names further reports to look at, with ":" between them, such as runs/newsarticles/report.html."""

import os
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.chromium import asked_for, look, ran, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'&lt; \u202etxet\u202c 😀"
URL = "javascript:alert(3)"
SIZES = [(1400, False), (1400, True), (360, False), (360, True)]


def hostile_study(folder):
    """Two articles whose every field is an attack, or very long."""
    (folder / "texts").mkdir(parents=True)
    word = "tariff" + "x" * 5000
    body = f"{HOSTILE} said the tariff on trade rose sharply on Monday. {word} grew. “{HOSTILE}”, Ada Brandt said."
    quoted = HOSTILE.replace("'", "''")
    head = f"---\noutlet: '{quoted}'\nheadline: '=1+1 {quoted}'\nurl: {URL}\n---\n"
    (folder / "texts" / "a <b>&'.txt").write_text(head + body, encoding="utf-8")
    (folder / "texts" / "@b.txt").write_text(body.replace("rose", "fell"), encoding="utf-8")
    (folder / "study.yaml").write_text(f"articles: texts\ntitle: '{quoted}'\nquestion: '{quoted}'\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def pages(browser, tmp_path_factory):
    """The browser first: without one nothing is run."""
    folder = tmp_path_factory.mktemp("reports")
    given = [Path(p) for p in os.environ.get("PARALLAX_REPORTS", "").split(":") if p]
    own = [] if given else [ran("framework", folder / "framework")]
    return [*own, *given]


@pytest.fixture(scope="module")
def hostile(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    return ran(hostile_study(folder / "hostile"), folder / "out")


def opened(browser, page, *, width=1400, dark=False):
    look(browser, width=width, dark=dark)
    browser.get(page.absolute().as_uri())
    browser.get_log("browser"), asked_for(browser)
    browser.refresh()
    return browser


def quiet(browser):
    """No word in the console, and nothing asked for but the page itself and what it holds."""
    assert browser.get_log("browser") == []
    elsewhere = [url for url in asked_for(browser) if not url.startswith(("file:", "data:"))]
    assert elsewhere == []


def test_every_cell_opens_its_sentences(browser, pages):
    for page in pages:
        opened(browser, page)
        links = browser.find_elements(By.CSS_SELECTOR, "a[data-opens]")
        assert links
        failed = browser.execute_script(
            "const bad = []; const dialog = document.getElementById('opened');"
            "for (const link of document.querySelectorAll('a[data-opens]')) {"
            "  link.click();"
            "  const lines = dialog.querySelectorAll('#opened-body li.s').length;"
            "  const many = lines > 20 && !dialog.querySelector('b');"
            "  if (!dialog.open || !lines || many) bad.push(link.href + ' ' + lines);"
            "  dialog.close();"
            "} return bad;"
        )
        assert failed == []
        quiet(browser)


def test_every_place_of_a_picture_opens_something(browser, pages):
    for page in pages:
        opened(browser, page)
        missing = browser.execute_script(
            "return [...document.querySelectorAll('[data-hits]')].flatMap(p => JSON.parse(p.dataset.hits))"
            ".filter(h => !document.getElementById(h[4])).length"
        )
        assert missing == 0
        picture = browser.find_element(By.CSS_SELECTOR, "[id='03-emphasis'] [data-hits]")
        browser.execute_script(
            "const p = arguments[0], h = JSON.parse(p.dataset.hits)[0];"
            "const b = p.querySelector('img').getBoundingClientRect();"
            "p.dispatchEvent(new MouseEvent('click', {bubbles: true, clientX: b.left + (h[0] + h[2] / 2) * b.width,"
            " clientY: b.top + (h[1] + h[3] / 2) * b.height}))",
            picture,
        )
        assert browser.execute_script("return document.getElementById('opened').open")


def test_by_keyboard_alone(browser, pages):
    for page in pages:
        opened(browser, page)
        browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
        assert browser.switch_to.active_element.get_attribute("class") == "skip"
        link = browser.find_element(By.CSS_SELECTOR, "table a[data-opens]")
        link.send_keys(Keys.ENTER)
        dialog = browser.find_element(By.ID, "opened")
        assert dialog.get_attribute("open")
        assert dialog.find_elements(By.CSS_SELECTOR, "li.s")
        browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        assert not dialog.get_attribute("open")
        assert browser.switch_to.active_element == link


def test_search_finds(browser, pages):
    for page in pages:
        opened(browser, page)
        field = browser.find_element(By.ID, "query")
        word = browser.execute_script(
            "return document.querySelector('main .s mark').textContent.trim().split(/\\s+/)[0]"
        )
        field.send_keys(word)
        WebDriverWait(browser, 20).until(lambda b: b.find_elements(By.CSS_SELECTOR, "#search-found li mark"))
        shown = browser.find_elements(By.CSS_SELECTOR, "#search-found li")
        assert all(word.lower() in item.text.lower() for item in shown)
        assert "sentence" in browser.find_element(By.ID, "search-said").text
        field.clear()
        field.send_keys("zzzzqqq")
        WebDriverWait(browser, 20).until(lambda b: b.find_element(By.ID, "search-said").text == "0 sentences")
        quiet(browser)


def test_tables_sort_and_filter(browser, pages):
    for page in pages:
        opened(browser, page)
        table = browser.find_element(By.CSS_SELECTOR, "[id='03-emphasis'] table.data")
        button = table.find_elements(By.CSS_SELECTOR, "thead button")[1]
        read = "return [...arguments[0].tBodies[0].rows].map(r => Number(r.cells[1].dataset.v))"
        button.click()
        values = browser.execute_script(read, table)
        assert values == sorted(values, reverse=True)
        button.click()
        assert browser.execute_script(read, table) == sorted(values)
        field = browser.find_element(By.CSS_SELECTOR, "[id='03-emphasis'] .filter input")
        first = table.find_element(By.CSS_SELECTOR, "tbody th").text
        field.send_keys(first)
        rows = [r.text for r in table.find_elements(By.CSS_SELECTOR, "tbody tr") if r.is_displayed()]
        assert rows
        assert all(first in row for row in rows)


@pytest.mark.parametrize(("width", "dark"), SIZES)
def test_everybody_can_read_it(browser, axe, pages, width, dark):
    for page in pages:
        opened(browser, page, width=width, dark=dark)
        browser.execute_script(
            "for (const s of document.querySelectorAll('main > section, .evidence'))"
            " [...s.querySelectorAll(':scope > details')].slice(0, 2).forEach(d => d.open = true)"
        )
        assert violations(browser, axe) == []
        browser.execute_script("document.querySelector('table a[data-opens]').click()")
        assert violations(browser, axe) == []


@pytest.mark.parametrize("width", [360, 1400])
def test_nothing_is_wider_than_the_window(browser, pages, hostile, width):
    for page in [*pages, hostile]:
        opened(browser, page, width=width)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_without_script_the_sentences_are_there(browser, pages):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        for page in pages:
            opened(browser, page)
            target = browser.find_element(By.CSS_SELECTOR, "table a[data-opens]").get_attribute("href").split("#")[1]
            browser.get(f"{page.absolute().as_uri()}#{target}")
            assert browser.find_element(By.ID, target).is_displayed()
            assert not browser.find_element(By.ID, "search").is_displayed()
            assert (
                browser.find_element(By.CSS_SELECTOR, "a[download$='.csv']").get_attribute("href").startswith("data:")
            )
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_it_prints(browser, pages):
    for page in pages:
        if page.stat().st_size < 5_000_000:
            opened(browser, page)
            printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
            assert len(printed["data"]) > 50_000


def test_notes_are_printed_smaller_than_what_they_are_on(browser, pages):
    opened(browser, pages[0])
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        sizes = browser.execute_script(
            "return ['.key > li', '.rests', 'figcaption'].map("
            "s => parseFloat(getComputedStyle(document.querySelector(s)).fontSize))"
        )
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert sizes[0] > max(sizes[1:])


def test_hostile_text_is_text(browser, axe, hostile):
    opened(browser, hostile)
    assert "<img src=x onerror=alert(1)>" in browser.find_element(By.TAG_NAME, "h1").text
    assert (
        browser.execute_script("return document.querySelectorAll('img[src=x], a[href^=\"javascript:\"]').length") == 0
    )
    assert browser.execute_script("return document.scripts.length") == 1
    browser.find_element(By.ID, "query").send_keys("tariff")
    WebDriverWait(browser, 20).until(lambda b: b.find_elements(By.CSS_SELECTOR, "#search-found li"))
    quiet(browser)
    assert violations(browser, axe) == []
    for twin in (hostile.parent / "tables").glob("*.csv"):
        cells = [c.strip('"') for line in twin.read_text(encoding="utf-8").splitlines()[1:] for c in line.split(",")]
        assert not [c for c in cells if c.startswith(("=", "@"))]

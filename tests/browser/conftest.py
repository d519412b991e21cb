import pytest

from tests.browser.chromium import AXE, start


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    running = start(tmp_path_factory.mktemp("chromium"))
    yield running
    running.quit()


@pytest.fixture(scope="session")
def axe():
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (make browser does it, with npm)")
    return AXE.read_text(encoding="utf-8")

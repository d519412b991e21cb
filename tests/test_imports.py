from analysis import imports
from analysis.imports import PACKAGE


def test_a_package_imported_by_name_is_its_own_file_and_what_that_imports():
    files = imports.behind(["from analysis import codebook"])
    assert PACKAGE / "codebook" / "__init__.py" in files
    assert PACKAGE / "codebook" / "liwc.py" in files
    assert PACKAGE / "report" / "page.py" not in files


def test_a_name_of_the_package_itself_may_lead_anywhere():
    assert PACKAGE / "report" / "page.py" in imports.behind(["from analysis import load_codebook"])

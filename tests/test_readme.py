"""What the README tells a reader to type works, and what it points at is there."""

import re
import subprocess
import sys

import pytest

from analysis.paths import ROOT

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_ten_lines_run():
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, flags=re.DOTALL)
    assert len([line for line in code.splitlines() if line.strip()]) <= 10
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "china" in done.stdout


@pytest.mark.parametrize("file", sorted(set(re.findall(r"\]\(([^)#:]+)\)", TEXT))))
def test_every_link_leads_somewhere(file):
    assert (ROOT / file).exists()


@pytest.mark.parametrize("option", sorted(set(re.findall(r"python -m analysis (\w+)", TEXT))))
def test_every_command_is_there(option):
    done = subprocess.run([sys.executable, "-m", "analysis", option, "--help"], capture_output=True, text=True)
    assert done.returncode == 0

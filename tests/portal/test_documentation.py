"""What the documents promise of the settings and the commands."""

import re
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
OPERATIONS = (BASE_DIR / "docs" / "operations.md").read_text()


def test_every_variable_that_the_settings_read_is_documented():
    read = set(re.findall(r"""env\.\w+\(\s*"(\w+)\"""", (BASE_DIR / "portal/settings/base.py").read_text()))
    assert "DATABASE_URL" in read
    assert read == set(re.findall(r"^\| `(\w+)` \|", OPERATIONS, re.MULTILINE))


def test_the_other_settings_files_read_none():
    for file in ("dev", "test", "production"):
        assert "env." not in (BASE_DIR / f"portal/settings/{file}.py").read_text()


def test_every_command_that_the_readme_names_exists():
    targets = set(re.findall(r"^([a-z]+):", (BASE_DIR / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b(?=`| )", (BASE_DIR / "README.md").read_text()))
    assert named <= targets

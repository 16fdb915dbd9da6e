"""The locked dependencies: all of them, and from nowhere in particular."""

import re
import tomllib
from pathlib import Path

import pytest

BASE_DIR = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())
RUN = PROJECT["project"]["dependencies"]
PDF = RUN + PROJECT["project"]["optional-dependencies"]["pdf"]
WANTED = {"run": RUN, "pdf": PDF, "dev": PDF + PROJECT["dependency-groups"]["dev"]}


def lock(name):
    return (BASE_DIR / "requirements" / f"{name}.txt").read_text()


def pins(name):
    return dict(re.findall(r"^([\w.-]+?)(?:\[.*?\])?==(\S+)", lock(name), re.MULTILINE))


@pytest.mark.parametrize("name", WANTED)
def test_the_lock_has_what_the_project_asks_for(name):
    for requirement in WANTED[name]:
        package, version = re.match(r"([\w-]+)(?:\[.*\])?==(.*)\.\*", requirement).groups()
        assert f"{pins(name).get(package)}.".startswith(f"{version}."), "run “make lock”"


@pytest.mark.parametrize("name", WANTED)
def test_the_lock_names_no_index(name):
    assert not re.search(r"://|--(extra-)?index|--find-links", lock(name))


def test_what_runs_is_what_was_tested():
    assert pins("run").items() <= pins("pdf").items() <= pins("dev").items()

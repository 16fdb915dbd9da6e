"""How .venv is made, by uv and by pip. Neither fetches anything here."""

import subprocess
import sys

import pytest

from development import venv as environment

LOCK = "nothing-of-this-name==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with a lock and no environment, on a machine without uv."""
    venv = tmp_path / ".venv"
    monkeypatch.setattr(environment, "BASE_DIR", tmp_path)
    monkeypatch.setattr(environment, "LOCK", tmp_path / "dev.txt")
    monkeypatch.setattr(environment, "ENVIRONMENT", venv)
    monkeypatch.setattr(environment, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(environment, "STAMP", venv / "made-from")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    environment.LOCK.write_text(LOCK)
    return tmp_path


def put_uv(checkout, script):
    """Put a program on the PATH that answers for uv, and writes down what it was asked."""
    uv = checkout / "bin" / "uv"
    uv.parent.mkdir(exist_ok=True)
    uv.write_text(f'#!/bin/sh\necho "$@" > "{checkout}/asked"\n{script}\n')
    uv.chmod(0o755)


def test_uv_installs_the_lock_with_its_hashes_where_it_is_on_the_path(checkout, capsys):
    put_uv(checkout, "exit 0")
    environment.ensure_environment()
    asked = (checkout / "asked").read_text().split()
    assert asked[:2] == ["pip", "install"]
    assert {"--require-hashes", "--no-deps", "--only-binary=:all:", f"--python={environment.PYTHON}"} <= {*asked}
    assert asked[-2:] == ["--requirement", str(environment.LOCK)]
    assert "1 packages with uv" in capsys.readouterr().out
    assert environment.STAMP.exists()


def test_the_python_of_the_environment_is_the_one_that_makes_it_whoever_installs(checkout):
    put_uv(checkout, "exit 0")
    environment.ensure_environment()
    ask = [environment.PYTHON, "-c", "import sys; print(sys.base_prefix, sys.version)"]
    answer = subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip()
    assert answer == f"{sys.base_prefix} {sys.version}"


def test_what_uv_refuses_is_said_in_one_line_and_tried_again_next_time(checkout):
    put_uv(checkout, "echo 'Resolved 1 package'; echo 'error: Hash mismatch'; echo '  Caused by: it differs'; exit 2")
    with pytest.raises(SystemExit, match=r"could not be installed: Hash mismatch Caused by: it differs$"):
        environment.ensure_environment()
    assert not environment.STAMP.exists()


def test_pip_installs_the_lock_with_its_hashes_where_there_is_no_uv(checkout, monkeypatch):
    asked = []
    monkeypatch.setattr(environment, "install", asked.append)
    environment.ensure_environment()
    assert asked == [[str(environment.PYTHON), "-m", "pip"]]
    assert subprocess.run([*asked[0], "--version"], capture_output=True, check=False).returncode == 0


def test_what_pip_refuses_is_said_in_one_line(checkout, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(SystemExit, match=r"^The dependencies could not be installed: ERROR: .*nothing-of-this-name"):
        environment.ensure_environment()
    assert not environment.STAMP.exists()


def test_without_uv_ensurepip_and_pip_the_package_to_install_is_named(checkout, monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        environment.ensure_environment()


def test_an_environment_is_kept_until_its_lock_changes_whoever_made_it(checkout, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    put_uv(checkout, "exit 0")
    environment.ensure_environment()
    (checkout / "asked").unlink()
    (checkout / "bin" / "uv").unlink()
    environment.ensure_environment()
    assert not (checkout / "asked").exists()
    environment.LOCK.write_text(LOCK + "# changed\n")
    put_uv(checkout, "exit 0")
    environment.ensure_environment()
    assert (checkout / "asked").exists()

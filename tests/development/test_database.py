"""The embedded PostgreSQL, used by processes that come, go and are killed."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from development import database

BASE_DIR = Path(__file__).resolve().parents[2]
USER = """
from development import database
try:
    database.use()
except database.LocalDatabaseError as error:
    raise SystemExit(str(error))
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    row = connection.execute("SELECT pg_postmaster_start_time(), current_database(), lower('ÉŒ')").fetchone()
    print(row, flush=True)
input()
"""


@pytest.fixture(scope="module")
def state():
    """A state directory that the server's user can enter, unlike pytest's own for root, with a cluster in it."""
    directory = Path(tempfile.mkdtemp(prefix="portal-"))
    directory.chmod(0o755 if database.SERVER_USER else 0o700)
    with user(directory) as maker:
        assert maker.started, maker.error
    yield directory
    database.Server(directory).stop()
    shutil.rmtree(directory)


@contextlib.contextmanager
def user(state):
    """A process that uses the database until its input is closed, and what it printed: `started`, or else `error`."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with subprocess.Popen(
        [sys.executable, "-c", USER],
        cwd=BASE_DIR,
        env=environment | {"PORTAL_STATE_DIR": str(state)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        process.started = process.stdout.readline()
        process.error = "" if process.started else process.stderr.read()
        yield process
        if process.poll() is None:
            process.communicate("\n")


def is_running(state):
    return (state / "server" / "data" / "postmaster.pid").exists()


def test_the_first_starts_the_second_shares_and_the_last_stops_it(state):
    with user(state) as first:
        assert "'portal', 'éœ'" in first.started
        with user(state) as second:
            assert second.started == first.started
        assert is_running(state)
    assert not is_running(state)


def test_it_outlives_a_killed_user_until_the_next_has_come_and_gone(state):
    with user(state) as killed:
        killed.kill()
    assert is_running(state)
    with user(state) as next_one:
        assert next_one.started == killed.started
    assert not is_running(state)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_its_user_in_order(state, number):
    with user(state) as told:
        assert told.started
        told.send_signal(number)
    assert not is_running(state)


def test_it_recovers_from_its_own_death(state):
    with user(state) as before:
        os.kill(int((state / "server" / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        with user(state) as after:
            assert after.started not in ("", before.started)


def test_the_number_of_a_dead_server_may_be_another_process_now(state):
    stale = state / "server" / "data" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{stale.parent}\n1\n5432\n..\n\n0 0\nready\n")
    with user(state) as process:
        assert process.started


def test_only_the_server_and_its_user_can_enter(state):
    assert (state / "server").stat().st_mode & 0o077 == 0


@contextlib.contextmanager
def exchanged(file, content):
    """`file` with another content."""
    owner, mode, before = file.stat(), file.stat().st_mode, file.read_bytes()
    file.write_bytes(content)
    yield
    file.write_bytes(before)
    os.chown(file, owner.st_uid, owner.st_gid)
    file.chmod(mode)


@pytest.mark.parametrize(
    ("file", "content", "why"),
    [
        ("PG_VERSION", b"17\n", "was made by PostgreSQL 17"),
        ("global/pg_control", b"", "could not read file"),
        ("postgresql.conf", b"no = setting\n", "contains errors"),
    ],
)
def test_a_broken_cluster_is_one_line_with_a_way_out(state, file, content, why):
    with exchanged(state / "server" / "data" / file, content), user(state) as process:
        assert why in process.error
        assert f"rm -r {state}/server/data" in process.error
        assert process.error.count("\n") == 1
        assert process.wait() == 1


def test_a_place_that_can_not_be_written_is_one_line_with_a_way_out(tmp_path):
    (tmp_path / "file").touch()
    with user(tmp_path / "file" / "state") as process:
        assert "Not a directory" in process.error
        assert "PORTAL_STATE_DIR" in process.error
        assert process.error.count("\n") == 1


def test_a_path_too_long_for_a_socket_is_one_line_with_a_way_out(state):
    with user(state / ("long" * 30)) as process:
        assert "at most 107 bytes" in process.error
        assert process.error.count("\n") == 1


def test_without_the_wheel_it_says_what_to_do(state, monkeypatch):
    monkeypatch.setattr(database.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(database.LocalDatabaseError, match=r"DATABASE_URL.*make environment"):
        database.Server(state).ensure_running()


def test_an_address_that_is_given_is_used(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/portal")
    monkeypatch.setattr(database, "Server", None)
    database.use()
    assert os.environ["DATABASE_URL"] == "postgres://elsewhere/portal"


def test_each_checkout_has_its_own_state(monkeypatch):
    monkeypatch.delenv("PORTAL_STATE_DIR", raising=False)
    here = database.state_directory()
    monkeypatch.setattr(database, "BASE_DIR", Path("/elsewhere/portal"))
    assert database.state_directory() != here
    assert database.state_directory().parent == here.parent
    monkeypatch.setenv("PORTAL_STATE_DIR", "/srv/portal")
    assert database.state_directory() == Path("/srv/portal")

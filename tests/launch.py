"""What pytest-django must find when it loads the settings: a database server and compiled messages.

Loaded with `-p` (pyproject.toml): a conftest would come too late. Without DATABASE_URL the server is the tests' own,
beside the one of `make run`. It is not durable, and what is in it can be made again.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from development import database
from development.gettext import compile_messages

MEMORY = Path("/dev/shm")
ROOM = 2 << 30  # bytes: some twenty databases, and as much again
ENDING = (signal.SIGTERM, signal.SIGHUP)


def state_directory():
    """Where the tests' server is: in memory if there is room, where a database is cloned in a thirtieth of the time."""
    durable = database.state_directory()
    place = MEMORY / f"patient-portal-{os.geteuid()}"
    try:
        if "PORTAL_STATE_DIR" not in os.environ and (
            place.is_dir() or shutil.disk_usage(MEMORY).free > ROOM  # what is there already may have taken the room
        ):
            database.make_state_directory(place)
            if place.stat().st_uid == os.geteuid():  # everybody may write beside it
                return place / durable.name
    except OSError:
        pass
    return durable / "tests"


def interrupt(number, frame):
    """End the run as Ctrl-C does. `sys.exit` would be caught by pytest, as the failure of one test."""
    for each in (*ENDING, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt(signal.Signals(number).name)


try:
    database.use(state_directory(), is_durable=False)
except database.LocalDatabaseError as error:
    sys.exit(str(error))
for each in ENDING:
    signal.signal(each, interrupt)
compile_messages()


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers(config):
    """None for the tests of one file, which wait for no second process; else one for each core that is ours."""
    files = {argument.partition("::")[0] for argument in config.args}
    if len(files) == 1 and Path(files.pop()).is_file():
        return 0
    return len(os.sched_getaffinity(0))

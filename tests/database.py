"""The databases of a test run: one template that the migrations made, and each process's clones.

A template is kept between runs. Its name ends in the digest of what made it. The first process that lacks one makes it,
the others wait, and a maker that is killed leaves nothing that another would use. Templates of other migrations are
dropped.

A world is a database with content in it. Each process builds a world when a test first needs it. A test in a
transaction works in the world itself and is rolled back; one that commits (`transaction=True`) has a clone of its own.

The fixtures take the place of pytest-django's, in tests/conftest.py.
"""

import contextlib
import copy
import hashlib
import inspect
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.cache import caches
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from psycopg import sql

from tests.guard import sleeping_guard

BASE_DIR = Path(__file__).resolve().parents[1]
MIGRATED = "migrated"  # the world that all others stand on
AT_ONCE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MANAGER = pytest.StashKey["Databases"]()


@dataclass(frozen=True)
class World:
    """How a world is built: by a function of worlds, each of which stands on the one before it."""

    bases: list[str]
    build: Callable[..., Any]

    @property
    def base(self) -> str:
        """The world that it stands on."""
        return self.bases[-1] if self.bases else MIGRATED


WORLDS: dict[str, World] = {}


def world(build: Callable[..., Any]) -> Any:
    """A fixture of this name, built once per process: its rows are there when a test begins.

    It stands on the world that its last parameter names. What it returns, each test gets as a copy. While it is built,
    articles go live without a doctor and background tasks run.
    """
    name = build.__name__
    assert name not in WORLDS, f"There is a world named {name} already."
    WORLDS[name] = World(list(inspect.signature(build).parameters), build)

    def hand_out(request: pytest.FixtureRequest, db: None) -> Any:
        return request.config.stash[MANAGER].content[name]

    hand_out.__doc__ = build.__doc__
    hand_out.world = name  # type: ignore[attr-defined]
    return pytest.fixture(name=name)(hand_out)


def world_of(item: pytest.Item) -> str:
    """The world of a test: that of its fixtures which stands on all others of theirs."""
    found = set()
    for name, definitions in item._fixtureinfo.name2fixturedefs.items():  # type: ignore[attr-defined]
        for definition in reversed(definitions):
            found.add(getattr(definition.func, "world", MIGRATED))
            if name not in definition.argnames:  # it takes the place of those before it
                break
    top = found - {below for name in found for below in all_below(name)}
    assert len(top) <= 1, f"A test has one world, and not {' and '.join(sorted(top))}."
    return top.pop()


def all_below(name: str) -> Iterator[str]:
    """The worlds that a world stands on."""
    while name != MIGRATED:
        name = WORLDS[name].base
        yield name


def digest_of_migrations() -> str:
    """What the migrated database depends on: migrations, models, what follows them, settings, versions."""
    made_of = {*BASE_DIR.glob("portal/settings/*.py"), Path(__file__)}
    for room in [app.parent for app in BASE_DIR.glob("*/apps.py")]:
        made_of.update(room.glob("migrations/*.py"), room.glob("models.py"), room.glob("models/*.py"))
        made_of.update(file for file in room.rglob("*.py") if "post_migrate" in file.read_text())
    made_of.add(BASE_DIR / "requirements" / "dev.txt")  # the versions of everything
    digest = hashlib.sha256()
    for file in sorted(made_of):
        digest.update(f"{file.relative_to(BASE_DIR)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


class Databases:
    """The databases of this process. Its clones go with it; those of killed processes go with the next."""

    def __init__(self) -> None:
        self.connection = connections["default"]
        self.settings = self.connection.settings_dict  # the same dictionary in every thread's connection
        checkout = hashlib.sha256(os.fsencode(BASE_DIR)).hexdigest()[:8]
        self.prefix = f"test_{self.settings['NAME'][:20]}_{checkout}"
        self.own = self.settings["NAME"]
        self.media, self.urls = settings.MEDIA_ROOT, settings.ROOT_URLCONF
        self.server = self._connect()
        self.built: dict[str, str] = {}  # the database of each world
        self.returned: dict[str, dict[str, Any]] = {MIGRATED: {}}  # by world: what it and those below it returned
        self.content: dict[str, Any] = {}  # the present test's copy of it
        self.working = ""  # the clone for a test that commits, if there is one
        self.template = self._ensure_template()
        self._drop_others()

    def use(self, name: str, *, commits: bool) -> None:
        """Connect to a world: to the world itself, or to a fresh clone of it for a test that commits."""
        source = self._ensure(name)
        self._drop_working()
        if commits:
            self._disconnect()
            self.working = f"{source}_w"
            self._clone(source, self.working)
        self._connect_to(self.working or source)
        self.content = copy.deepcopy(self.returned[name])

    def leave(self) -> None:
        """Drop the clones and disconnect."""
        self._drop_working()
        self._disconnect()
        for name in self.built.values():
            self._drop(name)
        self.server.close()
        self.settings["NAME"] = self.own

    def _ensure(self, name: str) -> str:
        """The database of a world, built if need be."""
        if name in self.built:
            return self.built[name]
        database = f"{self.prefix}_{os.getpid()}_{name}"
        # Held until this process ends: who can have it finds the database of a killed one.
        self._execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [database])
        if name == MIGRATED:
            self._clone(self.template, database)
        else:
            self._build(name, database)
        self.built[name] = database
        return database

    def _build(self, name: str, database: str) -> None:
        world = WORLDS[name]
        source = self._ensure(world.base)
        self._disconnect()
        self._clone(source, database)
        self._connect_to(database)
        with (
            # Its files are for all tests, wherever the one that runs keeps its own.
            override_settings(TASKS=AT_ONCE, MEDIA_ROOT=self.media, ROOT_URLCONF=self.urls),
            translation.override(settings.LANGUAGE_CODE),
            sleeping_guard(),
        ):
            # Copied, because building changes what it gets: a parent counts its children.
            returned = copy.deepcopy(self.returned[world.base])
            self.returned[name] = {**returned, name: world.build(*(returned[base] for base in world.bases))}
        mail.outbox.clear()  # the test that came first has written to nobody

    def _ensure_template(self) -> str:
        name = f"{self.prefix}_{digest_of_migrations()}"
        with self._held(f"{name} is made"):  # not its name: that lock says that somebody uses it
            if not self._exists(name):
                unfinished = f"{name}_unfinished"
                self._drop(unfinished)
                self._execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
                self._connect_to(unfinished)
                call_command("migrate", interactive=False, run_syncdb=True, verbosity=0)
                with self.connection.cursor() as cursor:
                    cursor.execute("VACUUM ANALYZE")
                self._disconnect()
                self._execute(
                    sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(name))
                )
            # Shared, until this process ends: nobody drops what it clones.
            self._execute("SELECT pg_advisory_lock_shared(hashtextextended(%s, 0))", [name])
        return name

    def _drop_others(self) -> None:
        """Drop what this checkout has left that nobody uses: templates of other migrations, clones of killed runs."""
        left = self._execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s AND datname <> %s"
            " AND datdba = (SELECT oid FROM pg_roles WHERE rolname = current_user)",
            [f"{self.prefix}\\_%", self.template],
        ).fetchall()
        for (name,) in left:
            owner = name.removesuffix("_w").removesuffix("_unfinished")
            locked = self._execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [owner]).fetchone()
            if locked and locked[0]:
                self._drop(name)
                self._execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [owner])

    def _clone(self, source: str, name: str) -> None:
        self._drop(name)
        # As files, and not by the log: half the work where nothing waits for a disk.
        statement = "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy"
        if self.server.info.server_version < 150000:
            statement = "CREATE DATABASE {} TEMPLATE {}"  # which did so before there was a choice
        self._execute(sql.SQL(statement).format(sql.Identifier(name), sql.Identifier(source)))

    def _drop(self, name: str) -> None:
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _drop_working(self) -> None:
        if self.working:
            self._disconnect()
            self._drop(self.working)
            self.working = ""

    def _exists(self, name: str) -> bool:
        return self._execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount > 0

    def _execute(self, statement, values=None) -> psycopg.Cursor:
        return self.server.execute(statement, values)

    @contextlib.contextmanager
    def _held(self, name: str) -> Iterator[None]:
        self._execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name])
        yield
        self._execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])

    def _connect(self) -> psycopg.Connection:
        """A connection for the databases as a whole, whose locks last as long as this process."""
        parameters = {**self.connection.get_connection_params(), "dbname": "postgres", "autocommit": True}
        for ours in ("cursor_factory", "context", "prepare_threshold"):
            parameters.pop(ours, None)
        try:
            return psycopg.connect(**parameters)
        except psycopg.OperationalError:  # a role that may not enter there
            return psycopg.connect(**{**parameters, "dbname": self.own})

    def _connect_to(self, name: str) -> None:
        if self.settings["NAME"] != name:
            self._disconnect()
            self.settings["NAME"] = name
            ContentType.objects.clear_cache()  # their numbers may be others there

    def _disconnect(self) -> None:
        # Playwright's event loop has a connection of its own in this thread.
        for each in {id(each): each for each in (self.connection, connections["default"])}.values():
            each.close()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, request):
    """In the place of pytest-django's, which migrates a database per process."""
    with django_db_blocker.unblock():
        databases = Databases()
    request.config.stash[MANAGER] = databases
    with pytest.MonkeyPatch.context() as patch:
        # A test that commits has a clone, which is dropped: nothing is to be cleared.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: None)
        yield
    with django_db_blocker.unblock():
        databases.leave()


@pytest.fixture
def world_of_the_test(request, django_db_setup, django_db_blocker):
    """Each test finds its world in the database, and no cache remembers another test's."""
    marker = request.node.get_closest_marker("django_db")
    commits = bool({"transactional_db", "live_server"} & {*request.fixturenames})
    commits = commits or bool(marker and marker.kwargs.get("transaction"))
    with django_db_blocker.unblock():
        request.config.stash[MANAGER].use(world_of(request.node), commits=commits)
    for alias in ("default", "counts"):
        caches[alias].clear()


@pytest.fixture
def _django_db_helper(world_of_the_test, _django_db_helper):
    """What pytest-django begins each test's work in the database with, in its world."""

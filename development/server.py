"""`make run`: from a clone to a portal that is being served. Each step says what it does, and none is done twice.

Begins on the machine's own Python, with nothing installed: what isn't of the standard library is imported when it is
there.
"""

import os
import socket
import sys
from pathlib import Path

from development.venv import ENVIRONMENT, PYTHON, ensure_environment

HOST = "127.0.0.1"


def main() -> None:
    """Serve the portal on PORT until told to stop. Exits with one line if something is in the way."""
    port = free_port(os.environ.get("PORT") or "8000")
    ensure_environment()
    if Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        os.execv(PYTHON, [str(PYTHON), "-m", "development.server"])

    # Not what the shell may say: this is no way to run production.
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    os.environ.setdefault("BASE_URL", f"http://{HOST}:{port}")
    own = bool(os.environ.get("DATABASE_URL"))
    from development import database

    say(
        "Database",
        "the one that DATABASE_URL names" if own else f"embedded PostgreSQL, in {database.state_directory()}",
    )
    try:
        database.use()
    except database.LocalDatabaseError as error:
        sys.exit(str(error))

    from development.gettext import compile_messages

    say("Messages", "compiled" if compile_messages() else "compiled already")

    import django
    from django.db import DatabaseError
    from environs import EnvError

    try:
        django.setup()
        passwords = prepare_database()
    except EnvError as error:
        sys.exit(str(error))
    except DatabaseError as error:
        sys.exit(f"The database failed: {' '.join(str(error).split())}. Without DATABASE_URL an embedded one is used.")
    serve(port, passwords)


def free_port(wanted: str) -> int:
    """The port, if nothing listens on it. Exits with one line otherwise."""
    if not (wanted.isdecimal() and 0 < int(wanted) < 65536):
        sys.exit(f"PORT={wanted} is no port: a number from 1 to 65535 is.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
        try:
            probe.bind((HOST, int(wanted)))
        except OSError as error:
            sys.exit(f"Port {wanted} can't be used ({error.strerror}). Choose another one: make run PORT=8001")
    return int(wanted)


def prepare_database() -> dict[str, str]:
    """Migrate, load the demo content, make the demo accounts: what is missing of it. Returns the passwords."""
    from django.core.management import call_command

    from development.demo_accounts import ensure_demo_accounts
    from exchange.demo import load_demo
    from exchange.refusal import PortableError
    from portal.health import is_migration_pending
    from search.indexing import rebuild
    from search.models import Entry

    if is_migration_pending():
        say("Migrations", "applying")
        call_command("migrate", interactive=False)
    else:
        say("Migrations", "applied already")

    say("Content", "the demonstration, unless there is content")
    try:
        if load_demo(lambda line: print(f"  {line}", flush=True)):
            # An import publishes nothing: no page's text was kept for its history.
            call_command("record_editions")
    except PortableError as error:
        sys.exit(f"The demonstration was not loaded, and nothing was changed: {error}")

    if not Entry.objects.exists():
        say("Search", "making its index")
        rebuild(lambda line: print(f"  {line}", flush=True))

    follow_base_url()
    made, passwords = ensure_demo_accounts()
    say("Accounts", f"made {', '.join(made)}" if made else "made already")
    return passwords


def follow_base_url() -> None:
    """Let Wagtail's links, those in its mails too, lead to where this server is, unless the site has a name."""
    from urllib.parse import urlsplit

    from django.conf import settings
    from wagtail.models import Site

    base = urlsplit(settings.BASE_URL)
    place = (base.hostname or HOST, base.port or (443 if base.scheme == "https" else 80))
    for site in Site.objects.filter(hostname__in=["localhost", HOST]):
        if (site.hostname, site.port) != place:
            site.hostname, site.port = place
            site.save()


def serve(port: int, passwords: dict[str, str]) -> None:
    """Serve until Ctrl-C.

    It is Django's own server, and not production's: one process that dies with its terminal, whatever kills it. It
    shows errors, static files and media without a build.
    """
    import logging

    from django.core.servers.basehttp import run
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    logging.getLogger("django.server").setLevel(logging.WARNING)  # the addresses stay the last lines
    start_worker()

    def announce(_port: str) -> None:
        site = f"http://{HOST}:{port}"
        print()
        say("French", f"{site}/fr/")
        say("English", f"{site}/en/")
        say("Admin", f"{site}/admin/")
        for name, password in passwords.items():
            say("", f"{name:<14} {password}")
        print("\nCtrl-C stops it.", flush=True)

    try:
        run(HOST, port, application, threading=True, on_bind=announce)
    except OSError as error:
        sys.exit(f"Port {port} can't be used ({error.strerror}). Choose another one: make run PORT=8001")


def start_worker() -> None:
    """Do the background work in a thread of this process: there is one, and it ends when the server does."""
    from threading import Thread

    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["*"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"make-run-{os.getpid()}",
        excluded_queue_names=[],
    )
    Thread(target=worker.run, name="worker", daemon=True).start()


def say(step: str, what: str) -> None:
    """One line of progress."""
    print(f"{step:<12} {what}", flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("\nStopped.")

"""`make lighthouse`: what Lighthouse says of the portal on a phone, and what five kinds of page weigh on the wire.

The portal is served as in production (granian, hashed and compressed files), with the content that `make run` has.
Lighthouse is fetched by npx, at the version below; nothing else here needs Node. Its own phone: a slow network and a
processor four times slower than this one, both simulated. `cpu` is its measure of this machine: under a thousand, on an
old or a busy one, the times say little; bytes and the other scores are what they are.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

from development import database

LIGHTHOUSE = "lighthouse@12.8.2"
HOST = "127.0.0.1"
LANGUAGES = ("fr", "en")
# As tests.every_page names them. Search engines are kept from the results of a search: its empty form stands for them.
PAGES = ("home", "index", "article", "glossary", "search, empty")
SCORES = ("performance", "accessibility", "best-practices", "seo")
KINDS = {"Document": 12, "Stylesheet": 10, "Script": 5}  # kilobytes at most, on the wire
REQUESTS = 8
LCP = 1100  # milliseconds


def main() -> None:
    """Print a line for each page; end with 1 if one of them misses a target."""
    from tests.browser.chromium import find_chromium

    chromium = find_chromium()
    if not shutil.which("npx") or not chromium:
        sys.exit("Lighthouse needs Node (npx) and Chromium. On Debian: apt-get install npm chromium")
    port = _free_port()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "benchmarks.lighthouse_settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": HOST,
        "BASE_URL": f"http://{HOST}:{port}",
    }
    database.use()
    django.setup()
    from django.core.management import call_command

    from development.gettext import compile_messages
    from development.server import prepare_database
    from tests.every_page import PAGE_TYPES

    compile_messages()
    prepare_database()
    call_command("collectstatic", interactive=False, verbosity=0)
    pages = {each.name: each.address for each in PAGE_TYPES if each.name in PAGES}
    missed = 0
    print(f"\n{'':<18} scores           HTML   CSS    JS  pictures  all kB  requests  LCP ms  TBT  CLS   cpu")
    with _served(port):
        for name in PAGES:
            for language in LANGUAGES:
                report = _look(f"http://{HOST}:{port}{pages[name](language)}", chromium)
                line, is_met = _line(report)
                missed += not is_met
                print(f"{name + ' ' + language:<18} {line}{'' if is_met else '  missed'}", flush=True)
    sys.exit(1 if missed else 0)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def _served(port: int) -> Iterator[None]:
    command = [Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    server = subprocess.Popen([*command, "--log-level", "warning", "portal.wsgi:application"])
    try:
        for _attempt in range(120):
            try:
                urllib.request.urlopen(f"http://{HOST}:{port}/health/live", timeout=5).close()
                break
            except OSError:
                time.sleep(0.5)
        else:
            sys.exit("The portal did not start within a minute.")
        yield
    finally:
        server.terminate()
        server.wait()


def _look(url: str, chromium: str) -> dict[str, Any]:
    """Lighthouse's report on a page. It is asked for once before: what a first reader has made is then there."""
    urllib.request.urlopen(url, timeout=60).close()
    with tempfile.TemporaryDirectory() as folder:
        flags = f"--headless=new --no-sandbox --disable-gpu --user-data-dir={folder}/profile"
        command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={folder}/report.json"]
        subprocess.run(
            [*command, f"--chrome-flags={flags}"], env=os.environ | {"CHROME_PATH": chromium}, cwd=folder, check=True
        )
        report: dict[str, Any] = json.loads(Path(folder, "report.json").read_text())
    if kept := os.environ.get("REPORTS"):
        name = url.partition("://")[2].partition("/")[2].strip("/").replace("/", "-")
        Path(kept, f"{name}.json").write_text(json.dumps(report))
    return report


def _line(report: dict[str, Any]) -> tuple[str, bool]:
    """The figures of a report, and whether each is on the right side of its target."""
    audits = report["audits"]
    scores = [round((report["categories"][name]["score"] or 0) * 100) for name in SCORES]
    asked = audits["network-requests"]["details"]["items"]
    weights = {
        kind: sum(each["transferSize"] for each in asked if each.get("resourceType") == kind) / 1024
        for kind in (*KINDS, "Image")
    }
    everything = sum(each["transferSize"] for each in asked) / 1024
    lcp, blocked, shift = (
        audits[name]["numericValue"]
        for name in ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
    )
    is_met = (
        min(scores) == 100
        and all(weights[kind] <= limit for kind, limit in KINDS.items())
        and len(asked) <= REQUESTS
        and lcp <= LCP
        and blocked == shift == 0
    )
    line = (
        f"{'/'.join(map(str, scores)):<16} {weights['Document']:>4.1f} {weights['Stylesheet']:>5.1f} "
        f"{weights['Script']:>5.1f} {weights['Image']:>9.1f} {everything:>7.1f} {len(asked):>9} "
        f"{lcp:>7.0f} {blocked:>4.0f} {shift:>4.2f} {report['environment']['benchmarkIndex']:>5.0f}"
    )
    return line, is_met


if __name__ == "__main__":
    main()

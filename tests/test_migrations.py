"""The migrations: complete, and such that what comes later doesn't change what they did."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

BASE_DIR = Path(__file__).resolve().parents[1]
ROOMS = {config.label for config in apps.get_app_configs() if Path(config.path).parent == BASE_DIR}
MIGRATIONS = sorted(file for room in ROOMS for file in (BASE_DIR / room / "migrations").glob("0*.py"))


@pytest.mark.django_db
def test_the_models_have_their_migrations():
    call_command("makemigrations", check=True, dry_run=True)


@pytest.mark.parametrize("file", MIGRATIONS, ids=lambda file: f"{file.parts[-3]}.{file.stem}")
def test_a_migration_knows_no_code_of_ours(file):
    """It would change with it, or fail once that is moved: neither an import, nor a dotted path to a class."""
    known = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            known |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            known.add(node.module)
        elif isinstance(node, ast.Constant) and str(node.value).count(".") >= 2 and " " not in str(node.value):
            known.add(str(node.value))
    assert not {name for name in known if name.partition(".")[0] in ROOMS}


@pytest.mark.parametrize("file", MIGRATIONS, ids=lambda file: f"{file.parts[-3]}.{file.stem}")
def test_a_migration_depends_on_no_setting_but_the_users_model(file):
    read = {
        node.attr
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "settings"
    }
    assert read <= {"AUTH_USER_MODEL"}

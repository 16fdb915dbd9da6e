"""What the documents promise of the settings, the commands, the content API, the models and the signals."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import signals
from django.utils.module_loading import import_string
from wagtail import signals as wagtail_signals

from portal.api import router

BASE_DIR = Path(__file__).resolve().parents[2]
OPERATIONS = (BASE_DIR / "docs" / "operations.md").read_text()
ARCHITECTURE = (BASE_DIR / "docs" / "architecture.md").read_text()
API = (BASE_DIR / "docs" / "api.md").read_text()
MODELS = {model.__name__: model for model in apps.get_models()}


def test_every_variable_that_the_settings_read_is_documented():
    read = set(re.findall(r"""env\.\w+\(\s*"(\w+)\"""", (BASE_DIR / "portal/settings/base.py").read_text()))
    assert "DATABASE_URL" in read
    assert read == set(re.findall(r"^\| `(\w+)` \|", OPERATIONS, re.MULTILINE))


def test_the_other_settings_files_read_none():
    for file in ("dev", "test", "production"):
        assert "env." not in (BASE_DIR / f"portal/settings/{file}.py").read_text()


def test_every_command_that_the_readme_names_exists():
    targets = set(re.findall(r"^([a-z]+):", (BASE_DIR / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b(?=`| )", (BASE_DIR / "README.md").read_text()))
    assert named <= targets


def test_every_endpoint_of_the_content_api_is_documented():
    registered = {
        f"/api/v2/{endpoint}/{pattern.pattern}"
        for endpoint, viewset in router._endpoints.items()
        for pattern in viewset.get_urlpatterns()
    }
    assert len(registered) >= 3
    documented = {
        re.sub(r"{\w+}", "<int:pk>", address) for address in re.findall(r"^## `GET (\S+)`", API, re.MULTILINE)
    }
    assert documented == registered


def test_every_kind_of_page_and_each_of_its_fields_in_the_content_api_is_documented():
    fields = set(re.findall(r"^\| `(\w+)` \|", API, re.MULTILINE))
    for model in apps.get_models():
        own = {getattr(field, "name", field) for field in vars(model).get("api_fields", [])}
        if own:
            assert f"`{model._meta.label}`" in API
            assert own <= fields, model


@pytest.mark.parametrize("edge", re.findall(r"^    (\w+ \S+ \w+ : \w+)$", ARCHITECTURE, re.MULTILINE))
def test_the_diagram_of_entities_is_what_the_models_are(edge):
    one, line, other, _colon, name = edge.split()
    field = MODELS[other]._meta.get_field(name)
    if field.is_relation:
        assert field.related_model is MODELS[one]
    else:
        assert MODELS[one]._meta.get_field(name)
    left = "|o" if field.null else "||"
    middle = "--" if field.is_relation else ".."
    right = "o|" if field.unique else "o{"
    assert line == left + middle + right


@pytest.mark.django_db
@pytest.mark.governed
@pytest.mark.parametrize(
    ("signal", "receiver"), re.findall(r"^    ([\w.]+) --> (\w+\.[\w.]+)$", ARCHITECTURE, re.MULTILINE)
)
def test_the_diagram_of_events_is_what_is_connected(signal, receiver):
    sent = (
        import_string(signal) if "." in signal else getattr(signals, signal, None) or getattr(wagtail_signals, signal)
    )
    assert import_string(receiver) in {reference() for _key, reference, *_more in sent.receivers}


def test_the_version_has_its_part_in_the_changes():
    version = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
    assert re.search(rf"^## {re.escape(version)} ", (BASE_DIR / "CHANGELOG.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize("page", sorted([*BASE_DIR.glob("*.md"), *BASE_DIR.glob("docs/**/*.md")]), ids=str)
def test_links_between_the_documents_lead_somewhere(page):
    addresses = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text())
    assert [address for address in addresses if not (page.parent / address).exists()] == []


ROOMS = [app.parent.name for app in BASE_DIR.glob("*/apps.py")] + ["development", "quality", "tests", "benchmarks"]
NAME = re.compile(rf"`((?:{'|'.join(ROOMS)})(?:\.\w+)+|(?:{'|'.join(ROOMS)})/[\w/.-]*)`")
# What is written as a module is, and is none: checks, PostgreSQL's settings, an action of the log, a permission.
OTHER_NAME = re.compile(r"\w+\.[EW]\d+|portal\.allow_\w+|translations\.submit|vocabulary\.link_account")


def exists(name):
    """Whether there is such a path or module, or such a thing in a module."""
    if "/" in name:
        return (BASE_DIR / name).exists()
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        path = BASE_DIR.joinpath(*parts[:length])
        if path.with_suffix(".py").exists() or (path / "__init__.py").exists():
            found = import_module(".".join(parts[:length]))
            for attribute in parts[length:]:
                found = getattr(found, attribute, apps.all_models[parts[0]].get(attribute.lower()))
            return found is not None
    return False


@pytest.mark.parametrize(
    "page", sorted({*BASE_DIR.glob("*.md"), *BASE_DIR.glob("docs/**/*.md")} - {BASE_DIR / "docs/upgrading.md"}), ids=str
)
def test_every_module_that_the_documents_name_is_there(page):
    assert [name for name in NAME.findall(page.read_text()) if not (OTHER_NAME.fullmatch(name) or exists(name))] == []

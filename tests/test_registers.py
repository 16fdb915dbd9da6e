"""What comes new is registered once, and one that was forgotten is found here: checks, labels, kinds of pages."""

import pkgutil
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from modeltranslation.translator import translator
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models

import quality.checks
import translations.checks
from editorial.models import Role
from exchange.registry import TABLES
from exchange.serializers import portable_fields
from frontend.sitemaps import LABEL_INDEXES, SITEMAPS
from frontend.structured_data import LABELS
from quality.checks import CHECKS
from quality.finding import Check
from search.index_text import KINDS
from tests.every_page import PAGE_TYPES
from translations.checks import CHECKS as TRANSLATION_CHECKS
from vocabulary.base_page import PortalPage
from vocabulary.models import LANGUAGES, SluggedLabel
from vocabulary.translation import LabelTranslationOptions

REGISTERED = [
    (model, options)
    for model in translator.get_registered_models(abstract=False)
    if isinstance(options := translator.get_options_for_model(model), LabelTranslationOptions)
]
PAGES = [model for model in get_page_models() if model is not Page]
# What isn't searched, listed as a thing of its own, or named by its number of addresses: each for a reason.
NOT_SEARCHED = {
    "HomePage": "it repeats what stands on others",
    "ArticleIndexPage": "a list of what is found by itself",
    "GlossaryPage": "its terms are found by themselves",
    "ContactPage": "it is in every menu",
}
NO_THING_OF_ITS_OWN = {"Category": "the list of its articles says it"}


def modules(package):
    return [import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)]


def test_every_check_of_a_text_is_in_the_list_once():
    found = {
        each
        for module in modules(quality.checks)
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Check) and each is not Check
    }
    assert found
    assert found == {type(check) for check in CHECKS}
    assert len({check.id for check in CHECKS}) == len(CHECKS)


def test_every_check_between_two_texts_is_in_the_list():
    found = [module for module in modules(translations.checks) if callable(getattr(module, "check", None))]
    assert {module.__name__ for module in found} == {module.__name__ for module in TRANSLATION_CHECKS}


def test_every_translated_label_says_what_the_board_waits_for():
    everything = set(translator.get_registered_models(abstract=False))
    assert everything == {model for model, _options in REGISTERED}
    for model, options in REGISTERED:
        assert options.awaited, model
        assert {*options.awaited} <= {*options.fields}, model


@pytest.mark.parametrize("model", [model for model, _options in REGISTERED])
def test_every_label_is_exported_with_each_language(model):
    assert model in TABLES
    exported = {field.name for field in portable_fields(model)}
    fields = translator.get_options_for_model(model).fields
    assert {f"{field}_{language}" for field in fields for language in LANGUAGES} <= exported


@pytest.mark.parametrize("model", [model for model, _options in REGISTERED])
def test_every_label_is_edited_in_the_admin_in_each_language_and_found_by_name(model, admin_client):
    assert model in get_snippet_models()
    form = admin_client.get(f"/admin/snippets/{model._meta.app_label}/{model._meta.model_name}/add/").content.decode()
    fields = translator.get_options_for_model(model).fields
    assert [field for field in fields for language in LANGUAGES if f'name="{field}_{language}"' not in form] == []
    searched = {field.field_name for field in model.search_fields}
    assert {f"name_{language}" for language in LANGUAGES} <= searched


@pytest.mark.parametrize("model", [model for model, _options in REGISTERED])
@pytest.mark.parametrize("code", Role.Code.values)
def test_every_role_may_at_least_see_every_label(db, model, code):
    group = Role.objects.get(code=code).group
    own = Permission.objects.filter(group=group, content_type__app_label=model._meta.app_label)
    assert own.filter(content_type__model=model._meta.model_name).exists()


def test_somebody_may_add_change_and_delete_every_label(db):
    for model, _options in REGISTERED:
        given = Permission.objects.filter(
            group__role__isnull=False,
            content_type__app_label=model._meta.app_label,
            content_type__model=model._meta.model_name,
        )
        actions = {permission.codename.partition("_")[0] for permission in given}
        assert {"add", "change", "delete"} <= actions, model


def test_a_label_with_an_address_has_a_page_that_gives_it_one_and_is_a_thing_or_not_for_a_reason():
    addressed = {model for model in apps.get_models() if issubclass(model, SluggedLabel)}
    assert {index.label_model for index in LABEL_INDEXES} == addressed
    things = {model.__name__ for model in LABELS}
    assert {model.__name__ for model in addressed} == things | {*NO_THING_OF_ITS_OWN}
    assert not things & {*NO_THING_OF_ITS_OWN}


def test_every_kind_of_page_is_in_one_sitemap():
    listed = [kind for sitemap in SITEMAPS.values() for kind in getattr(sitemap, "types", ())]
    assert sorted(listed, key=str) == sorted(PAGES, key=str)
    assert all(issubclass(kind, PortalPage) for kind in PAGES)


def test_every_kind_of_page_is_searched_or_not_for_a_reason():
    searched = {kind.__name__ for kind in KINDS}
    assert {kind.__name__ for kind in PAGES} == searched | {*NOT_SEARCHED}
    assert not searched & {*NOT_SEARCHED}


def test_every_kind_of_page_is_among_those_that_are_looked_at(filled_portal):
    kinds = set()
    for each in PAGE_TYPES:
        address = each.address("fr").partition("?")[0]
        kinds |= {page.specific_class for page in Page.objects.live().filter(depth__gt=1) if page.url == address}
    assert kinds == {*PAGES}


@pytest.fixture
def filled_portal(portal):
    from tests.every_page import fill

    fill(portal)

"""The demonstration that comes with the program is whole, and what issue and product ask of it is in it."""

import json

import pytest
from django.core.management import call_command
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from articles.models import ArticlePage
from editorial.checks.page_checks import findings_of
from exchange.demo import FOLDER, load_demo
from quality.finding import Level
from tests.exchange.conftest import forget_everything
from vocabulary.models import Category, Term


def test_the_bundled_demonstration(db, media, tmp_path):
    forget_everything()
    assert load_demo()
    french, english = (ArticlePage.objects.live().filter(locale__language_code=code) for code in ("fr", "en"))
    assert french.count() >= 14 and english.count() >= 11 and Term.objects.count() >= 50
    for category in Category.objects.all():
        assert french.filter(article_categories__category=category).exists()
    assert Category.objects.count() == 7
    untranslated = french.exclude(
        translation_key__in=ArticlePage.objects.filter(locale__language_code="en").values("translation_key")
    )
    assert untranslated.exists()
    work = Translation.objects.filter(source__specific_content_type__model="articlepage").select_related("source")
    progress = {each.source.object_repr: each.get_progress() for each in work}
    assert any(0 < done < total for total, done in progress.values())
    assert any(each.source.get_source_instance().last_published_at > each.source.last_updated_at for each in work)
    assert not Page.objects.filter(alias_of__isnull=False).exists()
    assert Locale.objects.count() == 2

    # What the demonstration lacks is a doctor; and a few pages, whose sources are sites, a year.
    blocking = {
        (finding.check, finding.code)
        for article in [*french, *english]
        for finding in findings_of(article)
        if finding.level == Level.BLOCK
    }
    assert blocking == {("authorship", "reviewer"), ("review-dates", "missing"), ("sources", "undated")}

    call_command("export_content", tmp_path / "again")
    bundled, again = (json.loads((folder / "content.json").read_text()) for folder in (FOLDER, tmp_path / "again"))
    assert differences(bundled, again) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_its_privacy_page_names_the_question_as_readers_meet_it(language):
    content = " ".join((FOLDER / "content.json").read_text().split())
    with translation.override(language):
        question = " ".join(gettext("Was this page helpful?").split())
    assert {"fr": f"« {question} »", "en": f"“{question}”"}[language] in content


def differences(first, second, place="content"):
    """Where two exports differ, but for the fields that only the second one has: those that are new since."""
    if isinstance(first, dict) and isinstance(second, dict):
        gone = [f"{place}.{name}" for name in first if name not in second]
        kept = [name for name in first if name in second]
        return gone + [line for name in kept for line in differences(first[name], second[name], f"{place}.{name}")]
    if isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        pairs = enumerate(zip(first, second, strict=True))
        return [line for number, pair in pairs for line in differences(*pair, f"{place}.{number}")]
    return [] if first == second else [place]

"""The register goes out and comes in with the pages, and pages that come in live answer for themselves."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import ArticlePage, ArticleTerm, DeclaredChange, Review
from editorial.changes.change_declarations import declare, undeclared_changes
from editorial.models.register import Override, SignOff
from editorial.register.authorship import latest_text
from editorial.register.overrides import override_check
from editorial.register.signature_status import standing_of
from exchange.registry import REGISTERS
from tests.editorial.conftest import edited, signed_by, written
from tests.exchange.conftest import forget_everything
from tests.factories.vocabulary import TermFactory
from translations.status import translation_status
from vocabulary.models import Term

pytestmark = [pytest.mark.django_db, pytest.mark.governed]


def fresh(page):
    return ArticlePage.objects.get(translation_key=page.translation_key, locale__language_code="fr")


@pytest.fixture
def exported(live, portal, people, settings, tmp_path):
    """A signed page with a minor change online and a later draft, and one that went live without a signature."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    link = f'<p>Lisez <a linktype="page" id="{portal.fr.home.pk}">la page d’accueil</a> le matin.</p>'
    edited(live, people.editor, html=link)
    signed_by(people.reviewer, live, summary="Un lien")
    fresh(live).get_latest_revision().publish()
    edited(live, people.editor, html=None, introduction="Ce que vous trouverez, ici.")
    declare(page=live, kinds=dict.fromkeys(undeclared_changes(fresh(live)), "minor"), summary="", user=people.editor)
    fresh(live).get_latest_revision().publish()
    other = written(portal.fr.articles, people.editor)
    override_check(
        page=other, check_id=Override.SIGN_OFF, unit="", user=people.publisher, reason="Rappel urgent d’un lot"
    )
    other.get_latest_revision().publish()
    translation_status.rebuild()  # of pages that the factories have put online too
    call_command("export_content", tmp_path / "export", verbosity=0)
    return tmp_path / "export"


def start_anew():
    forget_everything()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"TRUNCATE {', '.join(model._meta.db_table for model in REGISTERS)}")


def test_what_was_signed_of_the_explained_words_comes_in_and_is_compared_there(live, people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    text = latest_text(fresh(live))
    text.article_terms.add(ArticleTerm(term=TermFactory(name_fr="Dose", slug_fr="dose", short_definition_fr="5 mg.")))
    text.save_revision(user=people.editor).publish()
    signed_by(people.second_reviewer, live)
    translation_status.rebuild()
    term = Term.objects.get(slug_fr="dose")
    term.short_definition_fr = "6 mg."
    term.save()
    assert fresh(live).has_unsigned_words
    call_command("export_content", tmp_path / "export", verbosity=0)
    kept = [each.explained for each in SignOff.objects.order_by("pk")]
    start_anew()
    call_command("import_content", tmp_path / "export", verbosity=0)
    assert [each.explained for each in SignOff.objects.order_by("pk")] == kept
    assert kept == [[], [["dose", "Dose", "5 mg."]]]
    assert fresh(live).has_unsigned_words and not fresh(live).unsigned_text_since


def test_the_register_comes_in_byte_for_byte_and_its_pages_stay_signed(exported, live, people, tmp_path):
    start_anew()
    call_command("import_content", exported, verbosity=0)
    page = fresh(live)
    assert page.live and page.pk != live.pk
    assert standing_of(page).is_signed
    assert (SignOff.objects.count(), Override.objects.count(), DeclaredChange.objects.count()) == (2, 1, 1)
    newest = SignOff.objects.first()
    assert (newest.page_id, newest.signer_id, newest.revision_id, newest.summary) == (page.pk, 0, None, "Un lien")
    assert ArticlePage.from_serializable_data(newest.content).locale == page.locale
    review = Review.objects.get(page=page)
    assert (review.sign_off_id, str(review.reviewer), review.reviewer.account) == (newest.pk, "Ada Lind", None)
    call_command("export_content", tmp_path / "again", verbosity=0)
    assert (tmp_path / "again" / "content.json").read_bytes() == (exported / "content.json").read_bytes()
    # And it is governed as before.
    assert not page.unsigned_since
    edited(page, people.editor)
    assert standing_of(latest_text(fresh(live))).unsigned


def test_a_page_that_comes_in_live_without_a_register_is_let_pass_by_nobody(exported, live, tmp_path):
    content = json.loads((exported / "content.json").read_text())
    for model in REGISTERS:
        content["rows"].pop(model._meta.label_lower, None)
    (exported / "content.json").write_text(json.dumps(content))
    start_anew()
    call_command("import_content", exported, verbosity=0)
    assert fresh(live).live
    given = Override.objects.filter(check_id=Override.SIGN_OFF)
    assert given.count() == 2
    assert {(row.user_id, row.user_name) for row in given} == {(None, "")}
    assert not Review.objects.exists()

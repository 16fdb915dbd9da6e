"""The checks over pages: what refuses publication, what is kept, what commands print."""

import csv
import datetime
import io
import json
import logging

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

import articles.models
from articles.models import ArticleAuthor, ArticlePage
from editorial.checks.level_settings import CheckLevelsForm
from editorial.checks.page_checks import blocking_findings, findings_of, set_levels
from editorial.models.check_results import CheckLevel, Examination, PageFinding
from editorial.models.register import SignOff
from home.models import SiteSettings, StandardPage
from quality.document import Contributor, Review
from quality.finding import Level
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.home import STATEMENTS, StandardPageFactory
from tests.factories.vocabulary import PersonFactory
from vocabulary.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(portal):
    """An article with nothing that refuses its publication."""
    SiteSettings.objects.create(locale=portal.fr.locale, name="Site", **STATEMENTS["fr"])
    article = ArticlePageFactory(
        parent=portal.fr.articles,
        kind="support",
        purpose="Choisir",
        audience="Patients",
        references=stream(
            ArticlePage.references.field, ("reference", {"organisation": "HAS", "title": "Guide", "year": 2025})
        ),
    )
    article.article_authors.add(ArticleAuthor(person=PersonFactory()))
    article.save()
    reviewer = PersonFactory(name_fr="Ada Lind", qualification_fr="Oncologue")
    articles.models.Review.objects.create(
        page=article, reviewer=reviewer, reviewed_on="2026-03-01", next_review_on="2028-03-01"
    )
    return ArticlePage.objects.get(pk=article.pk)


def checks(findings):
    return [finding.check for finding in findings]


def test_nothing_refuses_a_page_that_has_it_all(signed):
    assert blocking_findings(signed) == []


def test_what_refuses_publication_is_what_is_in_memory_not_what_is_saved(signed):
    signed.purpose = ""
    assert checks(blocking_findings(signed)) == ["purpose"]
    signed.refresh_from_db()
    assert signed.purpose == "Choisir"


def test_what_someone_answered_for_refuses_nothing_and_only_there(signed):
    signed.purpose = signed.audience = ""
    assert [finding.unit for finding in blocking_findings(signed, overridden={("purpose", "purpose")})] == ["audience"]


def test_a_review_that_is_about_to_be_signed_satisfies_what_a_signature_will(signed):
    signed.review.delete()
    signed = ArticlePage.objects.get(pk=signed.pk)
    assert checks(blocking_findings(signed)) == ["authorship", "review-dates"]
    today = datetime.date(2026, 3, 1)
    review = Review(Contributor("Ada Lind", "Oncologue"), today, datetime.date(2028, 3, 1), signed_on=today)
    assert blocking_findings(signed, review=review) == []
    nobody = Review(Contributor("Ada Lind", ""), today, datetime.date(2028, 3, 1), signed_on=today)
    assert checks(blocking_findings(signed, review=nobody)) == ["authorship"]


def test_who_would_sign_their_own_change_is_found(signed):
    assert "four-eyes" in checks(findings_of(signed, own_signer="Ada Lind"))
    assert "four-eyes" not in checks(findings_of(signed))


def test_four_eyes_stay_blocking_whatever_is_set(signed):
    CheckLevel.objects.create(check_id="four-eyes", level="report")
    (found,) = [each for each in findings_of(signed, own_signer="Ada") if each.check == "four-eyes"]
    assert found.level == Level.BLOCK
    assert CheckLevelsForm()["four-eyes"].field.choices == [("block", "bloquant (d’origine)")]


@pytest.fixture
def reviewer(signed):
    return articles.models.Review.objects.get(page=signed).reviewer


def test_a_date_that_no_signature_gave_is_found(signed, reviewer):
    sign_off = SignOff.objects.create(
        translation_key=signed.translation_key,
        language_code="fr",
        page_id=signed.pk,
        digest_version=1,
        units=[],
        content={},
        signer_id=0,
        signer_name=reviewer.name_fr,
        qualification=reviewer.qualification_fr,
        person_id=reviewer.pk,
        signed_at=datetime.datetime(2026, 2, 1, 12, tzinfo=datetime.UTC),
        next_review_on="2028-03-01",
    )
    told = articles.models.Review.objects.filter(page=signed)
    told.update(sign_off_id=sign_off.pk)
    assert checks(blocking_findings(ArticlePage.objects.get(pk=signed.pk))) == ["review-not-edit"]
    told.update(reviewed_on="2026-02-01")
    assert blocking_findings(ArticlePage.objects.get(pk=signed.pk)) == []
    # So are a name and a qualification that nobody signed with.
    for name in ("name_fr", "qualification_fr"):
        before = getattr(reviewer, name)
        Person.objects.filter(pk=reviewer.pk).update(**{name: "Pr Autre"})
        (finding,) = blocking_findings(ArticlePage.objects.get(pk=signed.pk))
        assert finding.check == "true-metadata" and "Pr Autre" in finding.values["name"]
        Person.objects.filter(pk=reviewer.pk).update(**{name: before})


def test_a_level_that_is_set_holds_and_follows_to_what_is_kept(signed):
    signed.purpose = ""
    signed.save_revision().publish()
    set_levels({"purpose": Level.WARN})
    assert blocking_findings(signed) == []
    assert "purpose" in checks(findings_of(signed))
    set_levels({"purpose": Level.BLOCK})
    assert not CheckLevel.objects.exists()
    assert checks(blocking_findings(signed)) == ["purpose"]


def test_what_is_found_is_kept_at_publication_and_forgotten_with_it(signed, django_capture_on_commit_callbacks):
    signed.purpose = ""
    with django_capture_on_commit_callbacks(execute=True):
        signed.save_revision().publish()
    examination = Examination.objects.get(page=signed)
    kept = examination.findings.get(check_id="purpose")
    assert (kept.level, kept.unit) == ("block", "purpose")
    set_levels({"purpose": Level.REPORT})
    kept.refresh_from_db()
    assert kept.level == "report"
    signed.refresh_from_db()
    signed.purpose = "Comprendre"
    with django_capture_on_commit_callbacks(execute=True):
        signed.save_revision().publish()
    assert Examination.objects.get(page=signed).pk == examination.pk
    assert not PageFinding.objects.filter(check_id="purpose").exists()
    signed.unpublish()
    assert not Examination.objects.exists()


def test_a_standing_page_is_checked_for_its_form_alone(portal):
    page = StandardPageFactory(
        parent=portal.fr.home, body=stream(StandardPage.body.field, ("heading", {"text": "A", "level": "3"}))
    )
    assert checks(blocking_findings(page)) == ["heading-order"]


def run(*arguments):
    """What a command prints and how it ends."""
    out, code = io.StringIO(), 0
    try:
        call_command(*arguments, stdout=out)
    except SystemExit as end:
        code = end.code
    return out.getvalue(), code


def test_check_content_prints_and_keeps_what_it_finds_in_live_pages(signed):
    ArticlePageFactory(parent=signed.get_parent().specific, live=False, title="Brouillon")
    out, code = run("check_content")
    assert code == 0
    assert signed.title in out
    assert "Brouillon" not in out
    assert Examination.objects.filter(page=signed).exists()
    ArticlePage.objects.filter(pk=signed.pk).update(purpose="")
    assert run("check_content")[1] == 1


def test_check_content_as_json_and_csv(signed):
    ArticlePage.objects.filter(pk=signed.pk).update(purpose="", title="=1+1")
    rows, code = run("check_content", "--format", "json")
    (found,) = [row for row in json.loads(rows) if row["check"] == "purpose"]
    assert code == 1
    assert (found["page"], found["level"], found["block"], found["language"]) == (signed.pk, "block", "purpose", "fr")
    rows, code = run("check_content", "--format", "csv", "--locale", "fr")
    (found,) = [row for row in csv.DictReader(io.StringIO(rows)) if row["check"] == "purpose"]
    assert found["title"] == "'=1+1"
    assert found["message"]


def test_a_page_that_cannot_be_read_is_a_finding_and_stops_no_other(portal, caplog):
    odd, other = ArticlePageFactory.create_batch(2, parent=portal.fr.articles)
    with connection.cursor() as cursor:
        body = json.dumps([{"type": "steps", "value": {"entries": [{"type": "item", "value": None, "id": "1"}]}}])
        cursor.execute("UPDATE articles_articlepage SET body = %s WHERE page_ptr_id = %s", [body, odd.pk])
    with caplog.at_level(logging.CRITICAL):
        rows = json.loads(run("check_content", "--format", "json")[0])
    (found,) = [row for row in rows if row["page"] == odd.pk]
    assert (found["check"], found["level"]) == ("check-failed", "warn") and found["message"] and found["repair"]
    assert "purpose" in {row["check"] for row in rows if row["page"] == other.pk}
    assert PageFinding.objects.get(examination__page=odd).message == found["message"]


def test_check_content_says_which_languages_there_are(signed):
    assert json.loads(run("check_content", "--format", "json", "--locale", "en")[0]) == []
    with pytest.raises(CommandError, match=r"“xx”.*en, fr"):
        run("check_content", "--locale", "xx")


@pytest.mark.parametrize("count", [1, 3])
def test_check_content_takes_the_same_queries_per_page(portal, count, django_assert_num_queries):
    ArticlePageFactory.create_batch(count, parent=portal.fr.articles)
    # locales, levels, glossary, dead addresses, site settings, articles, standing pages; then, per page: its authors
    # and its words, five to keep what is found, a savepoint's two among them, and three for links, of which it has none
    with django_assert_num_queries(7 + count * 10):
        run("check_content")


def test_check_text_prints_findings_and_figures(tmp_path):
    file = tmp_path / "text.md"
    file.write_text("# Titre\n\nIl aide 20 % des gens.\n\n### Sauté\n", encoding="utf-8")
    answer = json.loads(run("check_text", str(file), "--lang", "fr")[0])
    assert {finding["check"] for finding in answer["findings"]} == {"numbers", "heading-order"}
    assert answer["figures"]["words"] == 5
    assert answer["figures"]["formula"] == "Kandel-Moles"


def test_check_text_reads_the_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"One. Two.")))
    assert json.loads(run("check_text", "-", "--lang", "en")[0])["figures"]["sentences"] == 2


@pytest.mark.parametrize(
    ("content", "language", "message"),
    [
        (None, "fr", "There is no file"),
        (b"\xff\xfe\x00", "fr", "no text in UTF-8"),
        (b"a\x00b", "fr", "zero bytes"),
        (b"abc", "xx", "Unknown language “xx”. Known: en, fr"),
        (b"a" * 5_000_001, "fr", "larger than 5 MB"),
    ],
)
def test_check_text_says_in_one_line_what_it_cannot_read(tmp_path, content, language, message):
    file = tmp_path / "text"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        run("check_text", str(file), "--lang", language)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.returncode == 2


def test_check_text_refuses_a_folder(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run("check_text", str(tmp_path), "--lang", "fr")

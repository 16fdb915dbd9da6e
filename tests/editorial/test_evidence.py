"""The evidence file: what an auditor asks, from the registers, nothing made up."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from articles.models import ArticlePage
from editorial.checks.page_checks import set_levels
from editorial.models import Override, Role, SignOff
from editorial.reports.evidence import discern, evidence_of, pif_tick
from home.models import SiteSettings
from quality.finding import Finding, Level
from quality.runner import FAILED
from tests.factories.articles import ArticlePageFactory, stream
from tests.nu import complaints

DAYS = datetime.timedelta(days=1)


@pytest.fixture
def article(portal):
    return ArticlePageFactory(
        parent=portal.fr.articles,
        slug="vaccin",
        title="Le vaccin",
        purpose="Savoir à quoi sert ce vaccin.",
        references=stream(
            ArticlePage.references.field,
            (
                "reference",
                {"organisation": "Haute Autorité de santé", "title": "Vaccins", "year": 2024, "language": "fr"},
            ),
        ),
    )


@pytest.fixture
def editor(db, client):
    user = get_user_model().objects.create_user("e", password="e")
    user.groups.add(Role.objects.get(code="editor").group)
    client.force_login(user)
    return user


def test_one_click_gives_a_file_with_all_of_it(article, editor, client):
    SignOff.objects.create(
        translation_key=article.translation_key,
        language_code="fr",
        page_id=article.pk,
        title=article.title,
        digest_version=1,
        digest="d" * 64,
        units=[["title", "0" * 64]],
        content={},
        signer_id=1,
        signer_name="Une relectrice",
        qualification="oncologue",
        person_id=1,
        statement="Lu et approuvé.",
        next_review_on=timezone.localdate() + 300 * DAYS,
    )
    Override.objects.create(
        translation_key=article.translation_key,
        language_code="fr",
        check_id="alt-text",
        digest="d" * 64,
        reason="Le schéma est décrit <dans> le texte.",
        user_name="Une éditrice",
    )
    answer = client.get(reverse("evidence", args=[article.pk]))
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    html = answer.content.decode()
    for said in ("Une relectrice", "oncologue", "Haute Autorité de santé", "&lt;dans&gt;", "PIF TICK", "DISCERN"):
        assert said in html
    assert "<script" not in html and "http://localhost" not in html.replace(article.full_url or "", "")


def test_the_file_is_valid_html_and_says_in_which_language_what_is_quoted(article, editor, client, tmp_path):
    with translation.override("en"):
        html = render_to_string("editorial/evidence.html", evidence_of(article))
    assert '<html lang="en">' in html
    assert '<dd lang="fr">Savoir à quoi sert ce vaccin.</dd>' in html
    said = complaints(tmp_path, {"evidence": html.encode()})
    assert not said, "\n".join(said)


def test_discern_has_sixteen_questions_and_leaves_open_what_a_program_cannot_judge(article):
    criteria = discern(article, [])
    assert [criterion.number for criterion in criteria] == list(range(1, 17))
    assert {criterion.number for criterion in criteria if criterion.answer == "open"} == {2, 3, 6, *range(8, 15), 16}
    article.kind = ArticlePage.Kind.TREATMENT
    assert {criterion.number for criterion in discern(article, []) if criterion.answer == "open"} == {2, 3, 6, 16}


def test_pif_tick_has_ten_and_says_yes_only_to_what_is_held(article):
    criteria = pif_tick(article, [], SiteSettings.for_language("fr"))
    assert len(criteria) == 10
    assert {criterion.number for criterion in criteria if criterion.answer == "open"} == {2, 3, 5, 6, 9}
    assert criteria[0].answer == "no" and criteria[9].answer == "no"  # nobody has signed


def answer_to(criteria, number):
    return next(criterion.answer for criterion in criteria if criterion.number == number)


def test_what_lacks_a_source_a_year_or_questions_is_said_to(article):
    bare = ArticlePage(locale=article.locale)
    for code in ("none", "undated"):
        criteria = discern(bare, [Finding("sources", code, Level.BLOCK)])
        assert [answer_to(criteria, number) for number in (4, 5, 15)] == ["no", "no", "no"]
    article.questions = stream(ArticlePage.questions.field, ("question", "Et moi ?"))
    assert [answer_to(discern(article, []), number) for number in (4, 5, 15)] == ["yes", "yes", "yes"]


def test_a_check_that_could_not_run_says_nothing(article):
    failed = [Finding(FAILED, "failed", Level.WARN, {"check": check}) for check in ("sources", "alt-text", "purpose")]
    assert answer_to(discern(article, failed), 1) == "open"
    pif = pif_tick(article, failed, SiteSettings.for_language("fr"))
    assert (answer_to(pif, 4), answer_to(pif, 7)) == ("open", "open")


def test_findings_are_on_the_levels_that_are_set(article):
    set_levels({"purpose": Level.REPORT})
    article.purpose = ""
    found = [finding for finding, *_words in evidence_of(article)["findings"] if finding.check == "purpose"]
    assert {finding.level for finding in found} == {Level.REPORT}


def test_a_draft_has_one_too(portal, editor, client):
    draft = ArticlePageFactory(parent=portal.fr.articles, slug="brouillon", live=False)
    draft.title = "Le brouillon d’aujourd’hui"
    draft.save_revision()
    assert "Le brouillon d’aujourd’hui" in client.get(reverse("evidence", args=[draft.pk])).content.decode()


def test_its_name_may_have_any_letters(article, editor, client):
    ArticlePage.objects.filter(pk=article.pk).update(slug="لقاح")
    client.force_login(editor)
    disposition = client.get(reverse("evidence", args=[article.pk])).headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''%D9%84%D9%82%D8%A7%D8%AD-fr-")


def test_it_is_not_for_everyone(article, client):
    assert client.get(reverse("evidence", args=[article.pk])).status_code == 302  # to the login
    user = get_user_model().objects.create_user("t", password="t")
    client.force_login(user)
    assert client.get(reverse("evidence", args=[article.pk])).status_code in (302, 403)


def test_of_a_page_that_is_no_article_there_is_none(portal, admin_client):
    assert admin_client.get(reverse("evidence", args=[portal.fr.home.pk])).status_code == 404


def test_as_a_pdf(article, editor, client):
    answer = client.get(reverse("evidence", args=[article.pk]) + "?as=pdf")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF") or answer["Content-Type"].startswith("text/html")


def test_its_button_is_in_the_menu_of_an_article(article, editor, client):
    assert (
        reverse("evidence", args=[article.pk])
        in client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    )


@pytest.mark.parametrize("name", ["sign_off_report", "override_report"])
def test_the_registers_are_reports_with_csv(rows, admin_client, name):
    assert "Une relectrice" in admin_client.get(reverse("sign_off_report")).content.decode()
    answer = admin_client.get(reverse(name) + "?export=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert "'=1+1" in lines[1]
    assert lines[0].startswith("Numéro au registre,")


@pytest.fixture
def rows(article):
    SignOff.objects.create(
        translation_key=article.translation_key,
        language_code="fr",
        page_id=1,
        title="=1+1",
        digest_version=1,
        digest="d",
        units=[],
        content={},
        signer_id=1,
        signer_name="Une relectrice",
        qualification="q",
        person_id=1,
        statement="s",
        next_review_on=timezone.localdate(),
    )
    Override.objects.create(
        translation_key=article.translation_key, language_code="fr", check_id="sign-off", digest="d", reason="=1+1"
    )


@pytest.mark.parametrize("name", ["sign_off_report", "override_report"])
def test_the_registers_are_not_for_everyone(article, client, name):
    user = get_user_model().objects.create_user("t", password="t")
    client.force_login(user)
    assert client.get(reverse(name)).status_code in (302, 403)

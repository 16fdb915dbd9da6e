"""A page's findings refuse its publication, by every road, unless someone who may has said why not."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from articles.models import ArticlePage
from articles.models.append_only import AppendOnlyError
from editorial.models import Role
from tests.database import world
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.vocabulary import TermFactory
from translations.models import TranslationOverride
from translations.publishing.publish_rules import FindingsError
from translations.segments.finding_overrides import override_finding
from translations.segments.segment_checks import live_segments, translation_findings

FRENCH_TO_ENGLISH = {
    "La dose": "The dose",
    "Ce que vous trouverez ici.": "What you will find here.",
    "Prenez 5 mg par jour.": "Take 5 mg a day.",
    "<p>Deux repas par jour, sans alcool.</p>": "",
    "Deux repas par jour, sans alcool.": "Two meals a day, without alcohol.",
    "Dose": "Dose",
    "Âge": "Age",
    "Doses": "Doses",
    "250 mg": "250 mg",
    "6 ans": "6 years",
    "Faut-il 2 visites ?": "Are 2 visits needed?",
    "Haute Autorité de santé": "French National Authority for Health",
    "Traiter en 3 étapes": "Treat in 3 steps",
    'Voir <a id="a1">la notice</a>.': 'See <a id="a1">the leaflet</a>.',
    "la-dose": "the-dose",
}


@world
def dose(portal):
    table = {
        "caption": "Doses",
        "columns": [{"type": "text", "heading": "Âge"}, {"type": "text", "heading": "Dose"}],
        "rows": [{"values": ["<p>6 ans</p>", "<p>250 mg</p>"]}],
    }
    article = ArticlePageFactory(
        parent=portal.fr.articles,
        title="La dose",
        slug="la-dose",
        key_points=stream(ArticlePage.key_points.field, ("point", "Prenez 5 mg par jour.")),
        body=stream(
            ArticlePage.body.field,
            ("paragraph", "<p>Deux repas par jour, sans alcool.</p>"),
            ("paragraph", '<p>Voir <a href="https://exemple.org/">la notice</a>.</p>'),
            ("table", table),
        ),
        questions=stream(ArticlePage.questions.field, ("question", "Faut-il 2 visites ?")),
        references=stream(
            ArticlePage.references.field,
            ("reference", {"organisation": "Haute Autorité de santé", "title": "Traiter en 3 étapes", "year": 2024}),
        ),
    )
    article.save_revision().publish()
    return article


@pytest.fixture
def article(dose):
    return dose


@world
def dose_in_english(portal, dose):
    source, _created = TranslationSource.update_or_create_from_instance(dose)
    translation = Translation.objects.create(source=source, target_locale=portal.en.locale)
    translation.save_target(publish=False)
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=portal.en.locale,
            context=segment.context,
            data=FRENCH_TO_ENGLISH[segment.string.data],
        )
    return translation


@pytest.fixture
def translation(dose_in_english):
    return dose_in_english


def say(translation, french, english):
    StringTranslation.objects.filter(translation_of__data=french).update(data=english)


def target(translation):
    return translation.source.get_translated_instance(translation.target_locale)


def messages_after(client, answer):
    return [str(message) for message in client.get(answer["Location"]).context["messages"]]


@pytest.fixture
def publisher(django_user_model):
    user = django_user_model.objects.create_user("publisher", password="secret", first_name="Claire", last_name="Petit")
    user.groups.add(Role.objects.get(code="publisher").group)
    return user


def test_a_translation_that_agrees_goes_live(translation, admin_client, django_capture_on_commit_callbacks):
    assert not translation_findings(translation)
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(f"/admin/pages/{target(translation).pk}/edit/", {"action": "publish"})
    assert target(translation).live


@pytest.mark.parametrize(
    ("french", "english", "finding"),
    [
        ("Prenez 5 mg par jour.", "Take 50 mg a day.", "translation-numbers"),
        ("250 mg", "250 g", "translation-numbers"),
        ("6 ans", "6 months", "translation-numbers"),
        ("Faut-il 2 visites ?", "Are 3 visits needed?", "translation-numbers"),
        ("Traiter en 3 étapes", "Treat in 2 steps", "translation-numbers"),
        ('Voir <a id="a1">la notice</a>.', "See the leaflet.", "translation-links"),
    ],
)
def test_an_error_in_any_part_of_the_page_is_refused_in_the_editor_and_in_code(
    translation, admin_client, django_capture_on_commit_callbacks, french, english, finding
):
    say(translation, french, english)
    assert [found.finding.id for found in translation_findings(translation)] == [finding]
    answer = admin_client.post(f"/admin/pages/{target(translation).pk}/edit/", {"action": "publish"})
    texts = messages_after(admin_client, answer)
    assert f"/admin/translations/{translation.pk}/findings/" in texts[0]
    assert len(texts) == 2
    with pytest.raises(FindingsError) as refused, django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert set(refused.value.message_dict) == {"__all__"}
    assert not target(translation).live


def test_a_refusal_leaves_every_translation_as_it_was(translation, django_capture_on_commit_callbacks):
    say(translation, "Prenez 5 mg par jour.", "Take 50 mg a day.")
    with pytest.raises(FindingsError), django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert not StringTranslation.objects.filter(has_error=True).exists()


def test_a_live_translation_does_not_get_an_error_by_a_draft(translation, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    say(translation, "Prenez 5 mg par jour.", "Take 50 mg a day.")
    with pytest.raises(FindingsError):
        translation.save_target(publish=False)
    assert "50 mg" not in str(Page.objects.get(pk=target(translation).pk).specific.key_points)


def test_a_live_page_whose_source_has_changed_keeps_its_text_and_takes_no_other_error(
    translation, article, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    article.key_points = stream(ArticlePage.key_points.field, ("point", "Prenez 10 mg par jour."))
    article.save_revision().publish()
    translation.source.update_from_db()
    page = target(translation)
    page.show_in_menus = True
    page.save()
    assert target(translation).show_in_menus
    page.title = "The dose of 3 mg"
    with pytest.raises(FindingsError):
        page.save()
    assert target(translation).title == "The dose"


def test_a_translation_whose_source_is_gone_can_be_saved(translation, article, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    article.delete()
    page = target(translation)
    page.title = "The dose of 3 mg"
    page.save()
    assert target(translation).title == "The dose of 3 mg"


def test_a_bulk_publication_with_an_error_says_so(translation, admin_client):
    say(translation, "Prenez 5 mg par jour.", "Take 50 mg a day.")
    translation.save_target(publish=False)
    answer = admin_client.post(f"/admin/bulk/wagtailcore/page/publish/?id={target(translation).pk}")
    assert any("50 mg" in text for text in messages_after(admin_client, answer))
    assert not target(translation).live


def test_a_po_file_with_a_wrong_dose_is_taken_and_its_publication_refused(translation, admin_client):
    po = translation.export_po()
    for entry in po:
        if "5 mg" in entry.msgid:
            entry.msgstr = "Take 50 mg a day."
    file = SimpleUploadedFile("page.po", str(po).encode())
    address = f"/admin/localize/translate/{translation.pk}/pofile/upload/"
    preview = admin_client.post(address, {"file": file})
    assert [found.finding.id for found in preview.context["plan"].changes[0].findings] == ["translation-numbers"]
    admin_client.post(address, {"token": preview.context["token"]})
    answer = admin_client.post(f"/admin/pages/{target(translation).pk}/edit/", {"action": "publish"})
    assert any("50 mg" in text for text in messages_after(admin_client, answer))
    assert not target(translation).live


def override_by_form(client, translation, reason="L’arrêté de 2024 donne 50 mg."):
    found = translation_findings(translation)[0]
    return client.post(
        f"/admin/translations/{translation.pk}/findings/",
        {"finding": found.finding.id, "source": found.source_digest, "target": found.target_digest, "reason": reason},
    )


def test_a_publisher_lets_a_finding_pass_with_a_reason_and_only_for_these_texts(
    translation, client, publisher, django_capture_on_commit_callbacks
):
    say(translation, "Prenez 5 mg par jour.", "Take 50 mg a day.")
    client.force_login(publisher)
    assert "50 mg" in client.get(f"/admin/translations/{translation.pk}/findings/").content.decode()
    override_by_form(client, translation)
    override = TranslationOverride.objects.get()
    assert (override.user_name, override.user_id) == ("Claire Petit", publisher.pk)
    assert override.reason in client.get(f"/admin/translations/{translation.pk}/findings/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/pages/{target(translation).pk}/edit/", {"action": "publish"})
    assert target(translation).live
    say(translation, "Prenez 5 mg par jour.", "Take 55 mg a day.")
    assert translation_findings(translation)[0].blocks


@pytest.mark.parametrize("reason", ["", "   ", "ok", "x" * 1001])
def test_a_finding_does_not_pass_without_a_reason_in_words(translation, client, publisher, reason):
    say(translation, "Prenez 5 mg par jour.", "Take 50 mg a day.")
    client.force_login(publisher)
    answer = override_by_form(client, translation, reason)
    assert len(messages_after(client, answer)) == 1
    assert not TranslationOverride.objects.exists()


def test_a_translator_sees_the_findings_and_does_not_let_them_pass(translation, client, django_user_model):
    user = django_user_model.objects.create_user("translator", password="secret")
    user.groups.add(Role.objects.get(code="translator").group)
    client.force_login(user)
    say(translation, "Prenez 5 mg par jour.", "Take 50 mg a day.")
    page = client.get(f"/admin/translations/{translation.pk}/findings/")
    assert page.status_code == 200 and "<textarea" not in page.content.decode()
    override_by_form(client, translation)
    assert not TranslationOverride.objects.exists()
    segment = translation_findings(translation)[0].segment
    sure = {"finding_id": "translation-numbers", "reason": "The authority says 50."}
    with pytest.raises(PermissionDenied):
        override_finding(translation=translation, segment=segment, user=user, **sure)


def test_findings_of_nothing_are_not_found(admin_client, translation):
    assert admin_client.get("/admin/translations/999999/findings/").status_code == 404


def test_an_override_is_neither_changed_nor_deleted(translation, publisher):
    say(translation, "Prenez 5 mg par jour.", "Take 50 mg a day.")
    segment = translation_findings(translation)[0].segment
    override = override_finding(
        translation=translation,
        segment=segment,
        finding_id="translation-numbers",
        reason="The authority says 50.",
        user=publisher,
    )
    override.reason = "Something else"
    for act in (
        override.save,
        override.delete,
        TranslationOverride.objects.all().delete,
        lambda: TranslationOverride.objects.update(reason=""),
    ):
        with pytest.raises(AppendOnlyError):
            act()
    assert TranslationOverride.objects.get().reason == "The authority says 50."


def test_a_term_that_is_not_the_glossarys_is_a_hint(translation):
    TermFactory(name_fr="repas", name_en="dinner")
    [found] = translation_findings(translation)
    assert found.finding.id == "translation-terms"
    assert not found.blocks
    assert found.as_json()["path"].startswith("body.")


def test_a_block_with_fewer_texts_than_its_source_is_compared_as_a_whole(article):
    shorter = ArticlePage.objects.get(pk=article.pk)
    shorter.body = stream(ArticlePage.body.field)
    assert {segment.target for segment in live_segments(article, shorter) if segment.path.startswith("body")} == {""}

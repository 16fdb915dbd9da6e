"""wagtail-localize's unsafe defaults, each tried (stack.md, "Traps: wagtail-localize")."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from articles.models import ArticleCategory, ArticlePage
from editorial.models import Role
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.vocabulary import CategoryFactory


@pytest.fixture
def article(portal):
    article = ArticlePageFactory(
        parent=portal.fr.articles,
        title="La chimiothérapie",
        slug="chimiotherapie",
        categories=[CategoryFactory()],
        body=stream(
            ArticlePage.body.field,
            ("heading", {"text": "Comment agit-elle ?", "level": "2"}),
            ("paragraph", "<p>Elle détruit les cellules qui se divisent vite.</p>"),
        ),
    )
    article.save_revision().publish()
    return article


@pytest.fixture
def translation(article, portal):
    source, _created = TranslationSource.update_or_create_from_instance(article)
    translation = Translation.objects.create(source=source, target_locale=portal.en.locale)
    translation.save_target(publish=False)
    return translation


def translate(translation, leave_out=()):
    """Every string becomes English, but those of `leave_out`."""
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        if segment.string.data not in leave_out:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                defaults={"data": f"in-english-{segment.order}"},
            )


def target(translation):
    return translation.source.get_translated_instance(translation.target_locale)


def test_a_page_sent_to_translation_is_not_live_in_the_other_language(portal, article, admin_client, client):
    answer = admin_client.post(
        f"/admin/localize/submit/page/{article.pk}/", {"locales": [portal.en.locale.pk], "include_subtree": ""}
    )
    assert answer.status_code == 302
    english = article.get_translation(portal.en.locale)
    assert not english.live
    assert client.get("/en/articles/chimiotherapie/").status_code == 404


def test_an_unfinished_translation_is_not_published_from_its_editor(translation, admin_client):
    translate(translation, leave_out=["Comment agit-elle ?"])
    page = target(translation)
    answer = admin_client.post(f"/admin/pages/{page.pk}/edit/", {"action": "publish"}, follow=True)
    assert "1 text is not translated yet" in answer.content.decode() or "1 texte" in answer.content.decode()
    assert not target(translation).live


def test_nor_in_code(translation, django_capture_on_commit_callbacks):
    translate(translation, leave_out=["Comment agit-elle ?"])
    with pytest.raises(ValidationError), django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert not target(translation).live


def test_nor_as_a_bare_page(translation):
    translate(translation, leave_out=["Comment agit-elle ?"])
    translation.save_target(publish=False)
    page = Page.objects.get(pk=target(translation).pk)
    assert page.title.startswith("in-english")
    page.live = True
    with pytest.raises(ValidationError):
        page.save()
    assert not target(translation).live


def test_what_is_live_may_be_saved_as_it_is(translation, django_capture_on_commit_callbacks):
    translate(translation)
    same = StringTranslation.objects.filter(translation_of__data="Comment agit-elle ?")
    same.update(data="Comment agit-elle ?")  # as a name that is the same in both languages
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    same.delete()
    page = target(translation)
    page.locked = True
    page.save()
    assert target(translation).locked
    page.title = "Chemotherapy"
    with pytest.raises(ValidationError):
        page.save()


def test_a_finished_translation_is_published(translation, admin_client, client, django_capture_on_commit_callbacks):
    translate(translation)
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(f"/admin/pages/{target(translation).pk}/edit/", {"action": "publish"})
    page = target(translation)
    assert page.live
    assert client.get(page.url).status_code == 200


def test_a_live_translation_does_not_get_new_source_text_by_a_draft(
    translation, article, django_capture_on_commit_callbacks
):
    translate(translation)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    article.body.append(("paragraph", "<p>Une phrase de plus.</p>"))
    article.save_revision().publish()
    translation.source.update_from_db()
    with pytest.raises(ValidationError):
        translation.save_target(publish=False)
    assert "Une phrase de plus" not in str(Page.objects.get(pk=target(translation).pk).specific.body)


def test_subjects_and_dates_follow_the_source(translation, article, portal):
    translate(translation)
    second = CategoryFactory()
    article.article_categories.add(ArticleCategory(category=second))
    article.published_on = "2017-04-20"
    article.save()
    translation.source.update_from_db()
    translation.save_target(publish=False)
    page = target(translation).get_latest_revision_as_object()
    assert [link.category for link in page.article_categories.all()] == [
        link.category for link in article.article_categories.all()
    ]
    assert str(page.published_on) == "2017-04-20"


def test_a_live_alias_in_another_language_is_refused(article, portal):
    with pytest.raises(ValidationError):
        article.copy_for_translation(portal.en.locale, alias=True)
    assert not portal.en.articles.get_children().exists()


def test_a_page_does_not_move_under_another_languages_address(portal, article, admin_client):
    answer = admin_client.post(f"/admin/pages/{article.pk}/move/{portal.en.articles.pk}/confirm/", follow=True)
    article.refresh_from_db()
    assert article.get_parent().pk == portal.fr.articles.pk
    assert "Translate it instead" in answer.content.decode() or "Traduisez" in answer.content.decode()


def test_a_table_is_translated_cell_by_cell_and_keeps_its_translation_when_a_row_is_added(portal):
    table = {
        "caption": "Quand appeler",
        "columns": [{"type": "text", "heading": "Signe"}, {"type": "text", "heading": "Délai"}],
        "rows": [{"values": ["<p>Fièvre &amp; frissons</p>", "<p>Le <b>jour</b> même</p>"]}],
    }
    article = ArticlePageFactory(parent=portal.fr.articles, body=stream(ArticlePage.body.field, ("table", table)))
    source, _created = TranslationSource.update_or_create_from_instance(article)
    translation = Translation.objects.create(source=source, target_locale=portal.en.locale)
    english = {
        "Quand appeler": "When to call",
        "Signe": "Sign",
        "Délai": "How soon",
        "Fièvre &amp; frissons": "Fever &amp; shivering",
        "Le <b>jour</b> même": "The same <b>day</b>",
    }
    strings = source.stringsegment_set.select_related("string", "context")
    for segment in strings:
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=portal.en.locale,
            context=segment.context,
            data=english.get(segment.string.data, f"other-{segment.order}"),
        )
    translation.save_target(publish=False)

    def english_table():
        return target(translation).get_latest_revision_as_object().body[0].get_prep_value()["value"]

    assert english_table() == {
        "caption": "When to call",
        "columns": [{"type": "text", "heading": "Sign"}, {"type": "text", "heading": "How soon"}],
        "rows": [{"values": ["<p>Fever &amp; shivering</p>", "<p>The same <b>day</b></p>"]}],
    }

    table["rows"].insert(0, {"values": ["<p>Toux</p>", "<p>Sous deux jours</p>"]})
    raw = article.body.get_prep_value()
    raw[0]["value"] = table
    article.body = ArticlePage.body.field.stream_block.to_python(raw)
    article.save()
    source.update_from_db()
    translation.save_target(publish=False)
    assert english_table()["rows"][1] == {"values": ["<p>Fever &amp; shivering</p>", "<p>The same <b>day</b></p>"]}


def messages_after(client, answer):
    return [str(message) for message in client.get(answer["Location"]).context["messages"]]


@pytest.mark.parametrize("code", ["editor", "translator"])
def test_synchronising_publishes_nothing(
    translation, client, django_user_model, django_capture_on_commit_callbacks, code
):
    translate(translation)
    user = django_user_model.objects.create_user(code, password="secret")
    user.groups.add(Role.objects.get(code=code).group)
    client.force_login(user)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/admin/localize/update/{translation.source.pk}/", {"publish_translations": "on"})
    assert answer.status_code == 302
    assert not target(translation).live


def test_a_bulk_publication_that_is_refused_says_so_and_publishes_none(translation, admin_client):
    unfinished = target(translation)
    answer = admin_client.post(f"/admin/bulk/wagtailcore/page/publish/?id={unfinished.pk}")
    assert answer.status_code == 302
    assert "pas encore traduit" in messages_after(admin_client, answer)[0]
    assert not target(translation).live


def test_a_copy_does_not_go_live_under_another_languages_address(portal, article, admin_client, client):
    answer = admin_client.post(
        f"/admin/pages/{article.pk}/copy/",
        {
            "new_title": "Copie",
            "new_slug": "copie",
            "new_parent_page": portal.en.articles.pk,
            "publish_copies": "on",
            "copy_subpages": "",
        },
    )
    assert answer.status_code == 302
    assert "autre langue" in messages_after(admin_client, answer)[0]
    assert client.get("/en/articles/copie/").status_code == 404


@pytest.mark.parametrize(
    "file", [None, b"", b"\x00\xff", b'msgid ""\nmsgstr ""\n', b"X-WagtailLocalize-TranslationID: 1"]
)
def test_a_bad_po_file_is_refused_in_a_sentence(translation, admin_client, file):
    files = {"file": SimpleUploadedFile("page.po", file)} if file is not None else {}
    answer = admin_client.post(f"/admin/localize/translate/{translation.pk}/pofile/upload/", files)
    assert answer.status_code == 400
    assert len(answer.context["problems"]) == 1
    assert not StringTranslation.objects.exists()

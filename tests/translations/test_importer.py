"""Files to agencies and back: what changes is shown first; what doesn't belong is refused, all of it."""

import io
import re
import zipfile

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import translation as language
from wagtail.models import Locale
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from articles.models import ArticlePage
from editorial.models import Role
from editorial.permissions.translator_permissions import open_to_translators
from tests.factories.articles import ArticlePageFactory, stream
from tests.translations.conftest import ENGLISH
from translations.interchange.importer import plan_delivery
from translations.interchange.returned_files import read_delivery
from translations.models import Remembered, TranslationState
from translations.publishing.submission import NotReadyError, submit_for_review
from translations.segments.translation_memory import proposals

IMPORT = "/admin/translations/import/"
LINKED = '<p>Lisez <a href="https://www.has-sante.fr/">ce <b>site</b></a>.</p>'


@pytest.fixture(autouse=True)
def english():
    with language.override("en"):
        yield


@pytest.fixture
def translator(portal, django_user_model, client, article):
    open_to_translators(portal.en.home, created=True)
    user = django_user_model.objects.create_user("translator", password="secret", first_name="Tara")
    user.groups.add(Role.objects.get(code="translator").group)
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return user


@pytest.fixture
def linked(translation, article):
    """The article with a link in its last paragraph."""
    raw = article.body.get_prep_value()
    raw[2]["value"] = LINKED
    article.body = ArticlePage.body.field.stream_block.to_python(raw)
    article.save_revision().publish()
    return Translation.objects.get(pk=translation.pk)


def sent(client, translation, format="xlf"):
    return client.get(f"/admin/translations/{translation.pk}/file.{format}").content


def finish(content, texts):
    """A PO file with these translations."""
    file = polib.pofile(content.decode())
    for entry in file:
        entry.msgstr = texts.get(entry.msgid, entry.msgstr)
    return str(file).encode()


def target(xliff, source, text):
    """The XLIFF with a translation of one text, put in as a program would."""
    before, found, after = xliff.decode().partition(f"<source>{source}</source>")
    assert found
    after = re.sub(r"^<target>.*?</target>", "", after)
    return f"{before}{found}<target>{text}</target>{after}".encode()


def upload(client, *files, address=IMPORT):
    return client.post(address, {"files": [SimpleUploadedFile(name, content) for name, content in files]})


def confirm(client, preview, address=IMPORT, **choices):
    return client.post(address, {"token": preview.context["token"], **choices}, follow=True)


def stored(translation):
    return set(StringTranslation.objects.filter(locale=translation.target_locale).values_list("data", flat=True))


@pytest.mark.parametrize("format", ["xlf", "po"])
def test_what_comes_back_is_shown_then_stored_then_waits_for_review(translation, translator, client, format):
    content = sent(client, translation, format)
    content = finish(content, ENGLISH) if format == "po" else target(content, "Reposez-vous.", "Get some rest.")
    preview = upload(client, (f"page.{format}", content))
    assert "Get some rest." in preview.content.decode()
    assert not StringTranslation.objects.exists()
    answer = confirm(client, preview)
    assert answer.redirect_chain[-1][0] == f"/admin/pages/{translation.get_target_instance().pk}/edit/"
    row = StringTranslation.objects.get(data="Get some rest.")
    assert (row.translation_type, row.last_translated_by, row.has_error) == ("manual", translator, False)
    assert Remembered.objects.filter(target="Get some rest.", author_name="Tara").count() == 1
    state = TranslationState.objects.get(translation_key=translation.source.object_id)
    assert (state.state, state.done > 0) == ("in_progress", True)
    page = translation.get_target_instance()
    assert not page.live and not page.workflow_in_progress


def test_the_title_is_the_drafts_title_at_once(translation, translator, client):
    content = target(sent(client, translation), "La chimiothérapie", "Chemotherapy &amp; you")
    confirm(client, upload(client, ("page.xlf", content)))
    assert translation.get_target_instance().draft_title == "Chemotherapy & you"


def test_tags_come_back_as_they_went(linked, translator, client):
    content = sent(client, linked).decode()
    source = re.search(r"<source>(Lisez .*?)</source>", content)[1]
    assert "<pc" in source and "&lt;a" not in source
    content = target(content.encode(), source, source.replace("Lisez", "Read").replace("ce ", "this "))
    confirm(client, upload(client, ("page.xlf", content)))
    assert 'Read <a id="a1">this <b>site</b></a>.' in stored(linked)


def test_a_machines_draft_goes_out_without_its_words_and_comes_back_a_persons(
    translation, translate, translator, client
):
    translate(translation, translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    content = sent(client, translation)
    assert b"<target>" not in content
    with pytest.raises(NotReadyError):
        submit_for_review(translation, translator)
    confirm(client, upload(client, ("page.xlf", target(content, "Reposez-vous.", "Get some rest."))))
    assert StringTranslation.objects.get(data="Get some rest.").translation_type == "manual"


def test_only_what_waits_can_be_sent(translation, translate, translator, client, portal, article):
    translate(translation, leave_out=["Reposez-vous."])
    answer = client.post(
        "/admin/translations/send/",
        {"page": article.pk, "locale": portal.en.locale.pk, "format": "po", "texts": "waiting"},
    )
    assert [entry.msgid for entry in polib.pofile(answer.content.decode())] == ["Reposez-vous."]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="chimio.en.po"'


def test_a_files_name_may_have_any_letters(translation, translate, translator, client, portal, article):
    draft = translation.get_target_instance()
    draft.slug = "œdème"
    draft.save()
    answer = client.post(
        "/admin/translations/send/",
        {"page": article.pk, "locale": portal.en.locale.pk, "format": "po", "texts": "all"},
    )
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''%C5%93d%C3%A8me.en.po"


def test_a_branch_and_all_that_is_stale_are_zips(portal, article, live, translator, client):
    other = ArticlePageFactory(parent=portal.fr.articles, title="Une autre", slug="chimio-2")
    other.save_revision().publish()
    address, chosen = "/admin/translations/send/", {"locale": portal.en.locale.pk, "scope": "branch", "texts": "all"}
    answer = client.post(address, chosen | {"page": portal.fr.articles.pk})
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert len(names) == 2 and all(name.endswith(".en.xlf") for name in names)
    assert TranslationState.objects.get(page=other, locale=portal.en.locale).state == "in_progress"

    # The list of articles, once it is on the board, is translated by hand: it has no segments to send.
    portal.fr.articles.save_revision().publish()
    answer = client.post(address, chosen | {"page": portal.fr.articles.pk}, follow=True)
    assert "Articles. Start it first" in answer.content.decode()

    article.title = "Autre titre"
    article.save_revision().publish()
    answer = client.post(address, {"locale": portal.en.locale.pk, "scope": "stale", "texts": "waiting"})
    assert b"Autre titre" in answer.content and answer.content.count(b"<unit ") == 1


def test_nothing_to_send_is_said(portal, article, translator, client):
    answer = client.post("/admin/translations/send/", {"locale": portal.en.locale.pk}, follow=True)
    assert "no page to send" in answer.content.decode()


def refused(client, *files, address=IMPORT):
    answer = upload(client, *files, address=address)
    assert answer.status_code == 400
    assert not StringTranslation.objects.exists()
    return answer.context["problems"]


def test_a_file_of_another_page_is_refused(translation, translator, client, portal):
    other = ArticlePageFactory(parent=portal.fr.articles, title="Une autre")
    other.save_revision().publish()
    source, _created = TranslationSource.update_or_create_from_instance(other)
    foreign = Translation.objects.create(source=source, target_locale=portal.en.locale)
    foreign.save_target(publish=False)
    content = sent(client, foreign)
    address = f"/admin/translations/{translation.pk}/import/"
    assert "Une autre" in refused(client, ("page.xlf", content), address=address)[0]
    unknown = content.replace(str(foreign.uuid).encode(), b"f9b646cc-e760-4dd3-a21a-7a2c1857a46f")
    assert "no translation of this portal" in refused(client, ("page.xlf", unknown))[0]
    nameless = content.replace(str(foreign.uuid).encode(), b"x")
    assert "which page" in refused(client, ("page.xlf", nameless))[0]


@pytest.mark.parametrize(("old", "new"), [(b'trgLang="en"', b'trgLang="es"'), (b'srcLang="fr"', b'srcLang="en"')])
def test_another_language_is_refused(translation, translator, client, old, new):
    assert "from fr into en" in refused(client, ("page.xlf", sent(client, translation).replace(old, new)))[0]


def test_a_source_that_was_tampered_with_is_refused_with_its_unit(translation, translator, client):
    content = target(sent(client, translation), "Reposez-vous.", "Get some rest.")
    problems = refused(client, ("page.xlf", content.replace(b"Prenez 10 mg", b"Prenez 100 mg")))
    assert len(problems) == 1 and "100 mg" in problems[0] and re.search(r"unit \d+", problems[0])
    po = sent(client, translation, "po").replace(b"Prenez 10 mg", b"Prenez 100 mg")
    assert "100 mg" in refused(client, ("page.po", finish(po, ENGLISH)))[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Read this <b>site</b>.", "missing"),
        ('Read <a id="a1">this</a> <a id="a2">site</a>.', "not in the source"),
        ('Read <a id="a1">this <b>site</a></b>.', "not closed"),
        ('Read <a id="a1">this <script>site</script></a>.', "script"),
        ('Read <a id="a1">this</a>\u0007.', "control character"),
        ('Read <a id="a1">' + "x" * 20_001 + "</a>", "20000"),
    ],
)
def test_broken_tags_are_refused_and_the_rest_is_not_stored(linked, translator, client, text, said):
    source = 'Lisez <a id="a1">ce <b>site</b></a>.'
    content = finish(sent(client, linked, "po"), {**ENGLISH, source: text})
    problems = refused(client, ("page.po", content))
    assert len(problems) == 1 and said in problems[0]


def test_an_address_that_is_none_is_refused(translation, translator, client):
    content = finish(sent(client, translation, "po"), {"chimio": "no address!"})
    assert "unit" in refused(client, ("page.po", content))[0]


def test_one_bad_file_of_three_refuses_all(translation, translator, client):
    good = finish(sent(client, translation, "po"), ENGLISH)
    problems = refused(client, ("good.po", good), ("bad.po", b"nonsense"), ("bad.txt", b""), ("empty.zip", b"PK"))
    assert [re.match("“(.*?)”", problem)[1] for problem in problems] == ["bad.po", "bad.txt", "empty.zip"]
    assert "two files" in refused(client, ("a.po", good), ("b.po", good))[0]


def zip_of(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return buffer.getvalue()


def test_a_zip_is_read_and_a_bomb_is_not(translation, translator, client):
    good = finish(sent(client, translation, "po"), ENGLISH)
    assert len(upload(client, ("all.zip", zip_of(folder_po=good))).context["plan"].changes) == len(ENGLISH) - 3
    assert "larger" in refused(client, ("all.zip", zip_of(a_po=b"0" * 5_000_000)))[0]
    many = {f"a{number}_po": b"0" * 3_900_000 for number in range(6)}
    assert any("too much" in problem for problem in refused(client, ("all.zip", zip_of(**many))))
    assert "neither" in refused(client, ("all.zip", zip_of(a_zip=zip_of(a_po=good))))[0]
    assert "larger" in refused(client, ("page.po", b"0" * 5_000_000))[0]


def test_a_text_that_has_changed_since_is_kept_as_a_proposal(live, article, translator, client):
    content = sent(client, live, "po")
    raw = article.body.get_prep_value()
    raw[2]["value"] = "<p>Reposez-vous bien.</p>"
    article.body = ArticlePage.body.field.stream_block.to_python(raw)
    article.save_revision().publish()
    content = finish(content, {"Reposez-vous.": "Have a rest.", "Comment agit-elle ?": "How does that work?"})
    preview = upload(client, ("page.po", content))
    assert len(preview.context["outdated"]) == 1 and len(preview.context["plan"].changes) == 1
    assert client.post(IMPORT, {"token": preview.context["token"]}).status_code == 400
    assert "How does that work?" not in stored(live)
    confirm(client, preview, leave_out_outdated="on")
    assert "How does that work?" in stored(live)
    segment = live.source.stringsegment_set.get(string__data="Reposez-vous bien.")
    assert "Have a rest." in [proposal.target for proposal in proposals(segment, live.target_locale)]


def test_what_was_changed_here_meanwhile_stays_unless_asked_for(live, translator, client):
    content = finish(sent(client, live, "po"), {"Reposez-vous.": "From the agency."})
    row = StringTranslation.objects.get(data="Get some rest.")
    row.data = "From here."
    row.save()
    preview = upload(client, ("page.po", content))
    assert len(preview.context["plan"].conflicts) == 1
    confirm(client, preview)
    assert "From here." in stored(live)
    confirm(client, upload(client, ("page.po", content)), replace_newer="on")
    assert "From the agency." in stored(live)


@pytest.mark.parametrize("format", ["xlf", "po"])
def test_what_was_saved_just_before_the_file_was_made_is_not_newer(live, translator, client, monkeypatch, format):
    saved = StringTranslation.objects.get(data="Get some rest.").updated_at
    monkeypatch.setattr("django.utils.timezone.now", lambda: saved)
    content = sent(client, live, format)
    monkeypatch.undo()
    content = finish(content, {"Reposez-vous.": "Have a rest."}) if format == "po" else target(
        content, "Reposez-vous.", "Have a rest."
    )  # fmt: skip
    assert upload(client, (f"page.{format}", content)).context["plan"].conflicts == []


def test_a_file_without_its_date_replaces_nothing_unasked(live, translator, client):
    content = finish(sent(client, live, "po"), {"Reposez-vous.": "From the agency."})
    undated = re.sub(rb'"(X-Made-At|POT-Creation-Date).*\n', b"", content)
    preview = upload(client, ("page.po", undated))
    assert len(preview.context["plan"].conflicts) == 1
    confirm(client, preview)
    assert "Get some rest." in stored(live)


def test_what_changes_between_look_and_word_is_shown_again(live, translator, client):
    content = finish(sent(client, live, "po"), {"Reposez-vous.": "From the agency."})
    preview = upload(client, ("page.po", content))
    row = StringTranslation.objects.get(data="Get some rest.")
    row.data = "From here."
    row.save()
    again = confirm(client, preview)
    assert again.status_code == 200 and "token" in again.context
    assert "From here." in stored(live)


def test_a_file_that_changes_nothing_says_so(live, translator, client):
    preview = upload(client, ("page.xlf", sent(client, live)))
    assert preview.context["plan"].changes == []
    assert (
        'name="token"' in preview.content.decode()
        and '<button class="button" type="submit">Import' not in preview.content.decode()
    )


def test_findings_are_shown_before_and_after(translation, translator, client):
    content = finish(sent(client, translation, "po"), {"Prenez 10 mg par jour. Buvez beaucoup.": "Take 100 mg a day."})
    preview = upload(client, ("page.po", content))
    assert preview.context["plan"].pages[0].blocking == 1
    assert "100 mg" in preview.content.decode()
    assert f"/admin/translations/{translation.pk}/findings/" in confirm(client, preview).content.decode()


def test_a_page_in_review_is_left_alone(translation, translate, translator, client):
    content = finish(sent(client, translation, "po"), {"Reposez-vous.": "Have a rest."})
    translate(translation)
    submit_for_review(translation, translator)
    answer = upload(client, ("page.po", content))
    assert answer.status_code == 400 and "in review" in answer.context["problems"][0]


def test_nobody_else_may(translation, translator, client, django_user_model, portal):
    content = finish(sent(client, translation, "po"), ENGLISH)
    token = upload(client, ("page.po", content)).context["token"]
    stranger = django_user_model.objects.create_user("reviewer")
    stranger.groups.add(Role.objects.get(code="reviewer").group)
    client.force_login(stranger)
    for answer in (
        client.get(IMPORT),
        client.post(IMPORT, {"token": token}),
        client.get(f"/admin/translations/{translation.pk}/file.xlf"),
        client.get(f"/admin/translations/{translation.pk}/import/"),
        client.post("/admin/translations/send/", {"locale": portal.en.locale.pk}),
        client.get("/admin/translations/memory/"),
    ):
        assert answer.status_code == 302
    client.force_login(django_user_model.objects.create_superuser("root"))
    assert client.post(IMPORT, {"token": token}).status_code == 400  # it was another's
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize("token", ["", "x", "x:y:z"])
def test_a_made_up_form_is_refused(translator, client, token):
    assert client.post(IMPORT, {"token": token}).status_code == 400


@pytest.mark.parametrize("number", [1, 3])
def test_a_plan_costs_the_same_however_many_texts(portal, translator, client, django_assert_num_queries, number):
    article = ArticlePageFactory(
        parent=portal.fr.articles,
        slug="several",
        body=stream(ArticlePage.body.field, *[("paragraph", f"<p>Texte {n}.</p>") for n in range(number)]),
    )
    article.save_revision().publish()
    source, _created = TranslationSource.update_or_create_from_instance(article)
    translation = Translation.objects.create(source=source, target_locale=portal.en.locale)
    translation.save_target(publish=False)
    content = finish(sent(client, translation, "po"), {f"Texte {n}.": f"Text {n}." for n in range(number)})
    plan_delivery(read_delivery([("a.po", io.BytesIO(content))]), translator)  # the glossary and rights are read once
    with django_assert_num_queries(16):
        plan = plan_delivery(read_delivery([("a.po", io.BytesIO(content))]), translator)
    assert len(plan.changes) == number


def test_the_commands_do_the_same(translation, article, translator, tmp_path, capsys):
    call_command("export_translations", tmp_path, language="en", page=[article.pk], format="po")
    file = tmp_path / "chimio.en.po"
    file.write_bytes(finish(file.read_bytes(), ENGLISH))
    call_command("import_translations", file, user="translator")
    assert "Get some rest." in capsys.readouterr().out
    assert not StringTranslation.objects.exists()
    call_command("import_translations", file, user="translator", write=True)
    assert "Get some rest." in stored(translation)
    file.write_bytes(b"nonsense")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("import_translations", file, user="translator", write=True)
    with pytest.raises(CommandError, match="no account"):
        call_command("import_translations", file, user="nobody")
    with pytest.raises(CommandError, match="absent"):
        call_command("import_translations", tmp_path / "absent.po", user="translator")


def test_the_command_begins_nothing_without_a_name(article, translator, tmp_path):
    with pytest.raises(CommandError, match="La chimiothérapie"):
        call_command("export_translations", tmp_path, language="en", page=[article.pk])
    call_command("export_translations", tmp_path, language="en", page=[article.pk], user="translator")
    assert [file.name for file in tmp_path.iterdir()] == ["chimio.en.xlf"]
    with pytest.raises(CommandError, match="no language"):
        call_command("export_translations", tmp_path, language="xx", stale=True)


def test_a_language_that_one_may_not_write_in_is_not_sent(portal, article, translator, client):
    spanish = Locale.objects.create(language_code="es")
    assert client.post("/admin/translations/send/", {"page": article.pk, "locale": spanish.pk}).status_code == 302
    assert not Translation.objects.exists()


def test_the_memory_goes_out_and_comes_in(live, translator, client, django_user_model):
    address = "/admin/translations/memory/"
    assert b"Get some rest." in client.get(address, {"tmx": ""}).content
    file = client.get(address, {"tmx": ""}).content
    assert client.post(address, {"file": SimpleUploadedFile("a.tmx", file)}).status_code == 302
    client.force_login(django_user_model.objects.create_superuser("root"))
    number = Remembered.objects.count()
    Remembered.objects.filter(target="Get some rest.").delete()
    assert client.post(address, {"file": SimpleUploadedFile("a.tmx", file)}).status_code == 302
    assert Remembered.objects.count() == number
    assert client.post(address, {"file": SimpleUploadedFile("a.tmx", b"<tmx")}).status_code == 400
    assert client.post(address).status_code == 400

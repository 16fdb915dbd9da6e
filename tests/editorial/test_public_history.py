"""What readers have seen at an article's address: each text as it stood, who signed it, what changed. No drafts."""

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from articles.content.digest import units_of
from articles.models import ArticleAuthor, ArticlePage, DeclaredChange
from articles.models.append_only import AppendOnlyError
from editorial.models import Edition
from editorial.register.published_versions import record, record_missing
from tests.factories.articles import ArticlePageFactory, every_block
from tests.factories.editorial import sign_off_of
from tests.factories.vocabulary import PersonFactory

BLOCK = "11111111-1111-4111-8111-111111111111"


def text(words, block_id=BLOCK):
    return ArticlePage.body.field.stream_block.to_python(
        [{"type": "paragraph", "value": f"<p>{words}</p>", "id": block_id}]
    )


def publish(page, words, **changes):
    page.body = text(words)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def article(portal):
    page = ArticlePageFactory(parent=portal.fr.articles, slug="vaccin", title="Le vaccin", live=False)
    page.body = text("Une dose de 5 mg.")
    sign_off_of(page, summary="Première version.")
    return publish(page, "Une dose de 5 mg.")


def test_every_published_text_is_kept_and_told_newest_first(article, client):
    article.body = text("Une dose de 10 mg.")
    sign_off_of(article, summary="La dose est corrigée.")
    publish(article, "Une dose de 10 mg.")
    html = client.get("/fr/articles/vaccin/historique/").content.decode()
    assert html.index("La dose est corrigée.") < html.index("Première version.")
    assert html.count("history__entry") == 2
    assert "Relectrice" in html


def test_a_version_shows_what_changed_and_how_it_stood(article, client):
    publish(article, "Une dose de 10 mg.")
    html = client.get("/fr/articles/vaccin/historique/2/").content.decode()
    assert "<del>" in html and "<ins>" in html
    before = client.get("/fr/articles/vaccin/historique/1/").content.decode()
    assert "Une dose de 5" in before and "n’est plus valable" in before
    assert 'name="robots" content="noindex"' in before


def test_a_version_outlives_its_author(article, client):
    author = PersonFactory()
    article.article_authors = [ArticleAuthor(person=author)]
    publish(article, "Une dose de 10 mg.")
    article.article_authors = []
    publish(article, "Une dose de 15 mg.")
    author.delete()
    assert "Une dose de 10" in client.get("/fr/articles/vaccin/historique/2/").content.decode()


def test_a_text_without_a_signature_says_so(article, client):
    publish(article, "Une dose de 10 mg.")
    html = client.get("/fr/articles/vaccin/historique/").content.decode()
    assert "aucun relecteur médical" in html


def test_the_text_that_is_online_is_spoken_of_in_the_present(article, client):
    publish(article, "Une dose de 10 mg.")
    assert "ne l’a encore signé" in client.get("/fr/articles/vaccin/historique/2/").content.decode()
    publish(article, "Une dose de 20 mg.")
    before = client.get("/fr/articles/vaccin/historique/2/").content.decode()
    assert "ne l’avait signé" in before and "Le texte tel qu’il était" in before


def test_on_paper_no_version_has_the_date_of_the_page(article, client):
    publish(article, "Une dose de 10 mg.")
    assert "Version du" in client.get("/fr/articles/vaccin/").content.decode()
    assert "Version du" not in client.get("/fr/articles/vaccin/historique/1/").content.decode()


def test_drafts_never_show(article, client):
    article.body = text("Un brouillon secret.")
    article.save_revision()
    sign_off_of(article, summary="Signé, pas encore en ligne.")
    for address in ("", "1/", "2/"):
        answer = client.get(f"/fr/articles/vaccin/historique/{address}")
        assert "secret" not in answer.content.decode() and "pas encore en ligne" not in answer.content.decode()
    assert client.get("/fr/articles/vaccin/historique/2/").status_code == 404


def test_the_history_of_an_unpublished_article_is_withdrawn_with_it(article, client):
    article.unpublish()
    assert client.get("/fr/articles/vaccin/historique/").status_code == 410
    assert client.get("/fr/articles/vaccin/historique/1/").status_code == 410


@pytest.mark.parametrize("address", ["0/", "99/", "999999999999999999999/", "x/", "1/2/"])
def test_no_such_version_is_not_found(article, client, address):
    assert client.get(f"/fr/articles/vaccin/historique/{address}").status_code == 404


def test_an_article_from_before_the_register_says_so(portal, client):
    ArticlePageFactory(parent=portal.fr.articles, slug="ancien")
    html = client.get("/fr/articles/ancien/historique/").content.decode()
    assert "avant l’ouverture de ce registre" in html
    assert record_missing() == 1
    assert record_missing() == 0
    assert client.get("/fr/articles/ancien/historique/1/").status_code == 200


def test_a_minor_change_stays_under_the_signature(article, client):
    before = units_of(article)
    article.body = text("Une dose de 5 mg !")
    now = units_of(article)
    unit = f"body:{BLOCK}"
    DeclaredChange.objects.create(
        translation_key=article.translation_key,
        language_code="fr",
        unit=unit,
        old_digest=before[unit],
        new_digest=now[unit],
        kind=DeclaredChange.Kind.MINOR,
        summary="Ponctuation.",
        author_name="Rédactrice",
    )
    publish(article, "Une dose de 5 mg !")
    edition = Edition.objects.last()
    assert edition.is_minor and not edition.unsigned and edition.summary == "Ponctuation."
    assert "Orthographe ou mise en forme" in client.get("/fr/articles/vaccin/historique/").content.decode()


def test_publishing_again_without_a_change_adds_nothing(article):
    publish(article, "Une dose de 5 mg.")
    assert Edition.objects.count() == 1


def test_a_new_signature_under_the_same_text_is_a_version(article):
    sign_off_of(article, summary="Relu sans changement.")
    article.refresh_from_db()
    assert record(article).summary == "Relu sans changement."
    assert record(article) is None


def test_an_edition_is_written_once(article):
    with pytest.raises(AppendOnlyError):
        Edition.objects.update(title="autre")


def test_every_block_can_be_read_as_it_stood(portal, client):
    image = get_image_model().objects.create(title="Schéma", file=get_test_image_file(size=(80, 60)))
    page = ArticlePageFactory(
        parent=portal.fr.articles, slug="tout", live=False, body=every_block(ArticlePage.body.field, image)
    )
    page.save_revision().publish()
    page.refresh_from_db()
    publish(page, "Tout est autre.")
    image.delete()
    assert client.get("/fr/articles/tout/historique/1/").status_code == 200
    assert client.get("/fr/articles/tout/historique/2/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_history_costs_the_same_for_one_version_and_for_three(article, client, django_assert_num_queries, number):
    for count in range(1, number):
        publish(article, f"Une dose de {count} g.")
    client.get("/fr/articles/vaccin/historique/")
    with django_assert_num_queries(8):
        client.get("/fr/articles/vaccin/historique/")


def test_the_english_history_is_at_its_own_address(article, portal, client):
    english = article.copy_for_translation(portal.en.locale)
    english.slug, english.title = "vaccine", "The vaccine"
    english.save_revision().publish()
    html = client.get("/en/articles/vaccine/history/").content.decode()
    assert "What has changed on this page" in html and html.count("history__entry") == 1
    assert 'href="/fr/articles/vaccin/historique/"' in html
    for address in ("", "1/"):
        assert (
            'href="/en/articles/vaccine/history/"'
            in client.get(f"/fr/articles/vaccin/historique/{address}").content.decode()
        )


def test_the_article_leads_to_its_history(article, client):
    assert "/fr/articles/vaccin/historique/" in client.get("/fr/articles/vaccin/").content.decode()

"""An article that is withdrawn leaves a word at its address."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from editorial.models import Role, Withdrawal
from tests.factories.articles import ArticlePageFactory


@pytest.fixture
def article(portal):
    page = ArticlePageFactory(parent=portal.fr.articles, slug="vaccin", title="Le vaccin")
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def publisher(db):
    user = get_user_model().objects.create_user("p", password="p")
    user.groups.add(Role.objects.get(code="publisher").group)
    return user


def test_its_address_says_so_and_leads_on(article, client):
    article.unpublish()
    answer = client.get("/fr/articles/vaccin/")
    assert answer.status_code == 410
    html = answer.content.decode()
    assert "Le vaccin" in html and "noindex" in html and "/fr/articles/" in html
    assert not answer.cookies


def test_so_do_the_addresses_below_it(article, client):
    article.unpublish()
    for below in ("pdf/", "bilingue/", "historique/"):
        assert client.get(f"/fr/articles/vaccin/{below}").status_code == 410


def test_so_does_an_address_with_letters_that_are_not_ascii(portal, client):
    page = ArticlePageFactory(parent=portal.fr.articles, slug="œdème")
    page.save_revision().publish()
    page.unpublish()
    assert client.get("/fr/articles/œdème/").status_code == 410
    assert client.get("/fr/articles/%C5%93d%C3%A8me/historique/").status_code == 410


def test_a_deleted_article_is_a_withdrawn_one(article, client):
    article.delete()
    assert client.get("/fr/articles/vaccin/").status_code == 410


def test_a_page_that_never_was_is_not_found(portal, client):
    assert client.get("/fr/articles/jamais/").status_code == 404


def test_a_draft_that_never_was_online_is_not_found(portal, client):
    ArticlePageFactory(parent=portal.fr.articles, slug="brouillon", live=False)
    assert client.get("/fr/articles/brouillon/").status_code == 404


def test_published_again_it_is_back(article, client):
    article.unpublish()
    article.save_revision().publish()
    assert client.get("/fr/articles/vaccin/").status_code == 200
    assert not Withdrawal.objects.exists()


def test_published_again_elsewhere_it_is_found_from_where_it_was(article, client):
    article.unpublish()
    article.slug = "vaccination"
    article.save_revision().publish()
    answer = client.get("/fr/articles/vaccin/")
    assert (answer.status_code, answer["Location"]) == (301, "/fr/articles/vaccination/")
    article.refresh_from_db()
    article.unpublish()
    assert client.get("/fr/articles/vaccin/", follow=True).status_code == 410


def test_withdrawn_from_an_address_that_it_left_and_came_back_to(article, client, django_capture_on_commit_callbacks):
    for slug in ("vaccination", "vaccin"):
        article.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            article.save_revision().publish()
        article.refresh_from_db()
    article.unpublish()
    for below in ("", "historique/"):
        assert client.get(f"/fr/articles/vaccin/{below}").status_code == 410
        assert client.get(f"/fr/articles/vaccination/{below}", follow=True).status_code == 410


def test_what_stands_below_an_article_follows_its_address(article, client, django_capture_on_commit_callbacks):
    article.slug = "vaccination"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    for below in ("", "historique/", "bilingue/", "pdf/"):
        answer = client.get(f"/fr/articles/vaccin/{below}")
        assert answer["Location"].rstrip("/") == f"/fr/articles/vaccination/{below}".rstrip("/")


def test_an_address_that_another_article_has_by_then_is_that_ones(article, portal, client):
    article.unpublish()
    article.slug = "vaccination"
    article.save_revision().publish()
    ArticlePageFactory(parent=portal.fr.articles, slug="vaccin", title="Un autre vaccin")
    assert "Un autre vaccin" in client.get("/fr/articles/vaccin/").content.decode()


def test_an_editors_redirect_comes_first(article, client):
    article.unpublish()
    Redirect.add_redirect("/fr/articles/vaccin/", "/fr/articles/")
    assert client.get("/fr/articles/vaccin/").status_code == 301


def test_the_other_language_is_offered(article, portal, client):
    english = article.copy_for_translation(portal.en.locale)
    english.slug, english.title = "vaccine", "The vaccine"
    english.save_revision().publish()
    article.unpublish()
    html = client.get("/fr/articles/vaccin/").content.decode()
    assert "/en/articles/vaccine/" in html


def test_the_publisher_tells_readers_why_and_what_to_read_instead(article, portal, publisher, client):
    other = ArticlePageFactory(parent=portal.fr.articles, slug="vaccins", title="Les vaccins")
    client.force_login(publisher)
    page = client.get(reverse("wagtailadmin_pages:unpublish", args=[article.pk])).content.decode()
    assert 'name="reason"' in page and 'name="successor"' in page
    client.post(
        reverse("wagtailadmin_pages:unpublish", args=[article.pk]),
        {"reason": "Un texte plus complet le remplace.", "successor": other.pk},
    )
    client.logout()
    html = client.get("/fr/articles/vaccin/").content.decode()
    assert "Un texte plus complet le remplace." in html and "/fr/articles/vaccins/" in html


def test_what_is_too_long_to_be_told_is_given_back(article, publisher, client):
    client.force_login(publisher)
    answer = client.post(
        reverse("wagtailadmin_pages:unpublish", args=[article.pk]), {"reason": f"Retiré. {'x' * 700}", "successor": ""}
    )
    said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert "n’a pas été conservé" in said and "Retiré. xxx" in said


def test_what_readers_are_told_can_be_put_better_later(article, publisher, client):
    article.unpublish()
    client.force_login(publisher)
    withdrawal = Withdrawal.objects.get()
    answer = client.post(
        f"/admin/withdrawn/edit/{withdrawal.pk}/", {"reason": "Retiré par <b>prudence</b>.", "successor": ""}
    )
    assert answer.status_code == 302
    client.logout()
    assert "&lt;b&gt;prudence" in client.get("/fr/articles/vaccin/").content.decode()


@pytest.mark.parametrize("address", ["add/", "new/"])
def test_nobody_adds_a_withdrawal(portal, admin_client, address):
    assert admin_client.get(f"/admin/withdrawn/{address}").status_code == 404


def test_an_editor_without_the_right_may_not_change_it(article, client):
    article.unpublish()
    user = get_user_model().objects.create_user("e", password="e")
    user.groups.add(Role.objects.get(code="editor").group)
    client.force_login(user)
    answer = client.post(f"/admin/withdrawn/edit/{Withdrawal.objects.get().pk}/", {"reason": "x"})
    assert answer.status_code in (302, 403)
    assert Withdrawal.objects.get().reason == ""


@pytest.mark.parametrize("path", ["/fr/", "/fr/" + "a/" * 40, "/xx/articles/vaccin/", "/fr/articles/%00/"])
def test_odd_addresses_are_answered(portal, client, path):
    assert client.get(path).status_code in (200, 404)

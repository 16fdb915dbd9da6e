"""“Import a document” in the admin: choose, review, save; for those who may add articles."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from articles.models import ArticlePage
from editorial.models import Role
from tests.exchange.documents import ARTICLE, article_docx
from tests.factories.vocabulary import CategoryFactory, PersonFactory

ADDRESS = "/admin/import-document/"


@pytest.fixture(autouse=True)
def _english(settings):
    with translation.override("en"):
        yield


@pytest.fixture
def member(portal):
    """Log in a new member of a role's group."""

    def log_in(role, **options):
        user = get_user_model().objects.create_user(role, password="x", is_superuser=role == "root")
        if role not in ("root", "nobody"):
            user.groups.add(Role.objects.get(code=role).group)
        client = Client(headers={"accept-language": "en"}, **options)
        client.force_login(user)
        return client

    return log_in


def upload(client, data=ARTICLE, name="article.txt", index_page=None, **options):
    file = SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode())
    return client.post(ADDRESS, {"file": file, "index_page": index_page or ""}, **options)


def fields(response):
    form = response.context["form"]
    return {name: form[name].value() or "" for name in ("token", "title", "published_on", "author")}


def test_from_a_file_to_the_editor(portal, member):
    person, cancer, _other = PersonFactory(name_fr="Jeanne Test"), CategoryFactory(name_fr="Cancer"), CategoryFactory()
    client = member("editor")
    first = client.get(ADDRESS)
    assert first.status_code == 200 and b'enctype="multipart/form-data"' in first.content

    review = upload(client, index_page=portal.fr.articles.pk)
    assert review.status_code == 200
    assert ArticlePage.objects.count() == 0
    text = review.content.decode()
    assert "La téléconsultation… Qu’est-ce que c’est ?" in text and "told here, not quoted" in text
    assert "Retour à la liste des articles" in text
    values = fields(review)
    assert values["title"] == "Zoom sur … la téléconsultation" and str(values["published_on"]) == "2018-03-01"
    assert values["author"] == person.pk

    values |= {"title": "Un autre titre", "published_on": "2019-04-05", "categories": [cancer.pk]}
    saved = client.post(ADDRESS, values)
    page = ArticlePage.objects.get()
    assert saved.status_code == 302 and saved["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert (page.title, str(page.published_on), page.live) == ("Un autre titre", "2019-04-05", False)
    assert page.categories == [cancer] and page.authors == [person]
    assert page.owner.username == "editor"
    assert client.get(saved["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("role", "languages"),
    [("root", {"fr", "en"}), ("editor", {"fr", "en"}), ("publisher", {"fr", "en"}), ("administrator", {"fr", "en"}),
     ("translator", {"en"})],
)  # fmt: skip
def test_who_may_add_an_article_may_import_one_there(portal, member, role, languages):
    client = member(role)
    response = client.get(ADDRESS)
    assert {page.locale.language_code for page in response.context["form"].fields["index_page"].queryset} == languages
    assert ADDRESS in client.get("/admin/").content.decode()


@pytest.mark.parametrize("role", ["reviewer", "nobody"])
def test_others_may_not(portal, member, role):
    client = member(role)
    assert client.get(ADDRESS).status_code == 302
    assert upload(client, index_page=portal.fr.articles.pk).status_code == 302
    assert client.post(ADDRESS, {"token": "x"}).status_code == 302
    home = client.get("/admin/", follow=True).content.decode()
    assert ADDRESS not in home
    assert ArticlePage.objects.count() == 0


def test_nor_visitors(portal, client):
    assert client.get(ADDRESS)["Location"].startswith("/admin/login/")
    assert upload(client)["Location"].startswith("/admin/login/")


def test_a_list_that_is_closed_to_the_user_is_no_choice(portal, member):
    response = upload(member("translator"), index_page=portal.fr.articles.pk)
    assert response.status_code == 200 and response.context["form"].errors["index_page"]


def test_a_review_is_its_editors_own(portal, member):
    values = fields(upload(member("root"), index_page=portal.fr.articles.pk))
    for client in (member("editor"), member("translator")):
        response = client.post(ADDRESS, values, follow=True)
        assert "This review has expired" in response.content.decode()
    assert ArticlePage.objects.count() == 0


def test_a_review_can_not_be_forged_or_kept(portal, member, monkeypatch):
    client = member("editor")
    values = fields(upload(client, index_page=portal.fr.articles.pk))
    for token in ("", "x", values["token"][:-1] + "x", values["token"] + "=="):
        assert client.post(ADDRESS, values | {"token": token})["Location"] == ADDRESS
    monkeypatch.setattr("exchange.forms.DAY", -1)
    assert client.post(ADDRESS, values)["Location"] == ADDRESS
    assert ArticlePage.objects.count() == 0


def test_a_review_with_a_mistake_comes_back(portal, member):
    client = member("editor")
    values = fields(upload(client, index_page=portal.fr.articles.pk))
    response = client.post(ADDRESS, values | {"title": "", "published_on": "demain"})
    assert set(response.context["form"].errors) == {"title", "published_on"}
    assert "La téléconsultation… Qu’est-ce que c’est ?" in response.content.decode()
    again = fields(response)
    assert client.post(ADDRESS, again | {"title": "Titre", "published_on": "2020-01-01"}).status_code == 302
    assert ArticlePage.objects.get().title == "Titre"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "The file is empty."),
        ("a.png", b"\x89PNG", "Only plain text"),
        ("a.docx", b"PK\x03\x04", "damaged"),
        ("a.txt", b"x\n" * (3 << 20), "larger than 5 MB"),
    ],
)
def test_a_bad_file_is_an_error_of_the_form(portal, member, name, data, said):
    response = upload(member("editor"), data, name, portal.fr.articles.pk)
    assert response.status_code == 200
    assert said in str(response.context["form"].errors["file"])
    assert said in response.content.decode()


def test_no_file_at_all(portal, member):
    response = member("editor").post(ADDRESS, {"index_page": portal.fr.articles.pk})
    assert response.context["form"].errors["file"]


def test_what_a_document_says_is_shown_as_text(portal, member):
    text = "Un titre <script>alert(1)</script>\n\nUne introduction <img src=x onerror=alert(2)>.\n\nFin & <b>suite</b>."
    response = upload(member("editor"), text, index_page=portal.fr.articles.pk)
    content = response.content.decode()
    assert "alert(1)&lt;/script&gt;" in content and "<script>alert(1)" not in content and "<img src=x" not in content
    client_values = fields(response)
    assert client_values["title"] == "Un titre <script>alert(1)</script>"


def test_a_word_document_of_many_pages_fits_into_the_form(portal, member):
    text = "Un titre\n\n" + "\n\n".join(
        f"Paragraphe {n} : des mots, encore des mots, et {n * 7919} autres." for n in range(3000)
    )
    client = member("editor")
    values = fields(upload(client, text, index_page=portal.fr.articles.pk))
    assert len(values["token"]) < 1_000_000
    values["published_on"] = "2020-01-01"
    assert client.post(ADDRESS, values).status_code == 302


def test_forms_of_other_sites_are_refused(portal, member):
    client = member("editor", enforce_csrf_checks=True)
    assert upload(client, index_page=portal.fr.articles.pk).status_code == 403
    page = client.get(ADDRESS).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    file = SimpleUploadedFile("a.docx", article_docx())
    data = {"file": file, "index_page": portal.fr.articles.pk, "csrfmiddlewaretoken": token}
    response = client.post(ADDRESS, data)
    assert response.status_code == 200
    assert client.post(ADDRESS, fields(response)).status_code == 403

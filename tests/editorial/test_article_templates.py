"""A new article begins with its readers' questions, or as the copy of another."""

import datetime
import re

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import PageSubscription

from articles.models import ArticlePage, Review
from editorial.authoring.article_templates import begin, duplicate, shapes_in, title_of_copy
from editorial.checks.page_checks import findings_of
from editorial.models import Role
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.vocabulary import CategoryFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    user = get_user_model().objects.create_user("editor", password="secret")
    user.groups.add(Role.objects.get(code="editor").group)
    return user


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


def add_address(portal, language="fr"):
    return reverse("wagtailadmin_pages:add", args=["articles", "articlepage", getattr(portal, language).articles.pk])


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_each_language_has_the_same_shapes(language):
    assert list(shapes_in(language)) == list(shapes_in("fr")) == ["treatment", "examination", "condition", "support"]
    for shape in shapes_in(language).values():
        assert shape.kind in ArticlePage.Kind.values
        assert all(heading.endswith("?") for heading in shape.headings)
        assert all(question.endswith("?") for question in shape.questions)
        # A sentence of a template is one to finish, so it can't go out as a claim.
        assert all("[…]" in sentence for sentence in [shape.introduction, *shape.key_points])
        assert not re.search(r"\d", " ".join([shape.introduction, *shape.key_points, *shape.headings]))


@pytest.mark.parametrize("shape", ["treatment", "examination", "condition", "support"])
def test_a_draft_holds_the_questions_and_says_what_is_to_be_written(portal, editor, shape):
    person = PersonFactory(account=editor)
    article = begin(parent=portal.fr.articles, shape=shapes_in("fr")[shape], title="Zoom sur l’IRM", user=editor)
    article = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert (article.live, article.owner, article.locale, article.slug) == (
        False,
        editor,
        portal.fr.locale,
        "zoom-sur-l-irm",
    )
    assert [link.person for link in article.article_authors.all()] == [person]
    assert [block.block_type for block in article.body][:4] == ["heading", "paragraph", "heading", "paragraph"]
    assert {finding.unit for finding in findings_of(article) if finding.check == "unfinished"} >= {"introduction"}
    assert PageSubscription.objects.filter(page=article.pk, user=editor, comment_notifications=True).exists()


def test_a_second_article_of_the_same_title_has_an_address_of_its_own(portal, editor):
    made = [
        begin(parent=portal.fr.articles, shape=shapes_in("fr")["support"], title="Aide", user=editor) for _ in range(2)
    ]
    assert [article.slug for article in made] == ["aide", "aide-1"]


def test_who_makes_an_article_is_asked_what_it_is_about(portal, as_editor):
    asked = as_editor.get(add_address(portal)).content.decode()
    assert "Un traitement" in asked
    assert "?blank" in asked
    assert 'id="page-edit-form"' in as_editor.get(add_address(portal) + "?blank").content.decode()


def test_the_templates_are_in_the_language_of_the_page(portal, client, admin_client):
    assert "A treatment" in admin_client.get(add_address(portal, "en")).content.decode()


def test_the_form_leads_to_the_editor(portal, as_editor):
    address = reverse("new_article", args=[portal.fr.articles.pk])
    assert as_editor.post(address, {"title": "", "shape": "nonsense"}).status_code == 200
    assert not ArticlePage.objects.exists()
    answer = as_editor.post(address, {"title": "L’IRM", "shape": "examination"})
    article = ArticlePage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert article.kind == "examination"
    assert as_editor.get(answer.url).status_code == 200


def test_who_may_not_write_there_begins_nothing(portal, client):
    reviewer = get_user_model().objects.create_user("reviewer", password="secret")
    reviewer.groups.add(Role.objects.get(code="reviewer").group)
    with pytest.raises(PermissionDenied):
        begin(parent=portal.fr.articles, shape=shapes_in("fr")["support"], title="Aide", user=reviewer)
    client.force_login(reviewer)
    client.post(reverse("new_article", args=[portal.fr.articles.pk]), {"title": "Aide", "shape": "support"})
    assert not ArticlePage.objects.exists()


class TestDuplicate:
    @pytest.fixture
    def article(self, portal):
        page = ArticlePageFactory(
            parent=portal.fr.articles,
            title="Zoom",
            published_on=datetime.date(2017, 5, 1),
            categories=[CategoryFactory()],
            body=stream(ArticlePage.body.field, ("paragraph", "<p>Le texte en ligne.</p>")),
        )
        page.save_revision().publish()
        page.body[0] = ("paragraph", "<p>Le texte nouveau.</p>")
        page.save_revision()
        today = datetime.date(2026, 1, 1)
        Review.objects.create(page=page, reviewer=PersonFactory(), reviewed_on=today, next_review_on=today)
        return ArticlePage.objects.get(pk=page.pk)

    def test_the_newest_text_is_copied_and_nothing_of_its_history(self, article, editor):
        copy = duplicate(page=article, title=title_of_copy(article), user=editor)
        copy = ArticlePage.objects.get(pk=copy.pk)
        draft = copy.get_latest_revision_as_object()
        assert (draft.title, copy.slug) == ("Zoom (copie)", "zoom-copie")
        assert draft.body[0].value.source == "<p>Le texte nouveau.</p>"
        assert (copy.live, copy.first_published_at, copy.owner) == (False, None, editor)
        assert copy.translation_key != article.translation_key
        assert copy.published_on > article.published_on
        assert [link.category_id for link in draft.article_categories.all()] == [
            link.category_id for link in article.article_categories.all()
        ]
        assert copy.latest_review is None
        assert copy.revisions.count() == 1

    def test_it_is_in_the_menus_of_an_article_and_of_no_other_page(self, portal, article, as_editor):
        address = reverse("duplicate_article", args=[article.pk])
        assert address in as_editor.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
        listing = as_editor.get(reverse("wagtailadmin_explore", args=[portal.fr.articles.pk])).content.decode()
        assert address in listing
        assert reverse("duplicate_article", args=[portal.fr.articles.pk]) not in listing

    def test_the_screen_asks_the_title(self, article, as_editor):
        address = reverse("duplicate_article", args=[article.pk])
        assert "Zoom (copie)" in as_editor.get(address).content.decode()
        assert ArticlePage.objects.count() == 1
        assert as_editor.post(address, {"title": " "}).status_code == 200
        as_editor.post(address, {"title": "Autre sujet"})
        assert ArticlePage.objects.filter(draft_title="Autre sujet", live=False).exists()

    def test_who_may_not_write_there_copies_nothing(self, article, client):
        reviewer = get_user_model().objects.create_user("reviewer", password="secret")
        reviewer.groups.add(Role.objects.get(code="reviewer").group)
        client.force_login(reviewer)
        client.post(reverse("duplicate_article", args=[article.pk]), {"title": "Autre"})
        assert ArticlePage.objects.count() == 1

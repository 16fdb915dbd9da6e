"""An article that lacks nothing but its signature, articles with a review, and the people around them."""

import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.blocks import RichTextBlock, StructBlock
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from articles.content.digest import digest_of, units_of
from articles.content.glossary_terms import explanations_of
from articles.models import ArticleAuthor, ArticlePage, Review
from editorial.models import Role
from editorial.register.authorship import latest_text
from editorial.review.signing import STATEMENT, default_next_review, digest_of_words, sign
from home.models import SiteSettings
from tests.database import world
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.home import STATEMENTS
from tests.factories.vocabulary import PersonFactory


@pytest.fixture
def someone():
    """`someone("ada", "editor")`: an account with a role."""

    def make(name, code="editor", *, language="", **fields):
        user = get_user_model().objects.create_user(name, **{"email": f"{name}@example.org", **fields})
        if code:
            user.groups.add(Role.objects.get(code=code).group)
        if language:
            UserProfile.objects.create(user=user, preferred_language=language)
        return user

    return make


@pytest.fixture
def reviewed(portal):
    """`reviewed(30)`: a live article whose next review is 30 days away."""

    def make(days, *, title=None, language="fr", **fields):
        article = ArticlePageFactory(
            parent=getattr(portal, language).articles, **({"title": title} if title else {}), **fields
        )
        due = timezone.localdate() + datetime.timedelta(days=days)
        reviewer = PersonFactory(name_fr="Ada Lind")
        Review.objects.create(
            page=article, reviewer=reviewer, reviewed_on=due - datetime.timedelta(days=730), next_review_on=due
        )
        return ArticlePage.objects.get(pk=article.pk)

    return make


@world
def people(portal):
    """An account for each role and a second editor and reviewer; both reviewers may sign in both languages."""

    def user(name, code):
        account = get_user_model().objects.create_user(name, f"{name}@example.org", "secret")
        account.groups.add(Role.objects.get(code=code).group)
        return account

    roles = ("editor", "reviewer", "translator", "publisher", "administrator")
    found = SimpleNamespace(
        **{code: user(code, code) for code in roles},
        second_editor=user("second_editor", "editor"),
        second_reviewer=user("second_reviewer", "reviewer"),
    )
    for account, name in ((found.reviewer, "Ada Lind"), (found.second_reviewer, "Bo Lind")):
        PersonFactory(
            name_fr=name,
            name_en=name,
            qualification_fr="Oncologue",
            qualification_en="Oncologist",
            account=account,
        )
    return found


@pytest.fixture
def statements(portal):
    """What the checks want a site to say, in both languages."""
    say_statements(portal)


def say_statements(portal):
    for language in (portal.fr, portal.en):
        SiteSettings.objects.update_or_create(
            locale=language.locale,
            defaults={"name": "Site", **STATEMENTS[language.locale.language_code]},
        )


@world
def draft(portal, people):
    """An article that its editor has written, and nobody has signed."""
    say_statements(portal)
    return written(portal.fr.articles, people.editor)


def written(parent, editor, **fields):
    """An article as an editor leaves it: a draft with one version, which no blocking check finds anything in."""
    number = ArticlePage.objects.count()
    article = ArticlePageFactory(
        parent=parent,
        title="Le traitement",
        slug=f"traitement-{number}",
        live=False,
        owner=editor,
        kind="support",
        purpose="Choisir",
        audience="Patients",
        body=stream(
            ArticlePage.body.field,
            ("heading", {"text": "Le traitement", "level": "2"}),
            ("paragraph", "<p>Prenez le comprimé le matin.</p>"),
            ("callout", {"kind": "caution", "title": "Attention", "text": "<p>Appelez votre médecin.</p>"}),
        ),
        references=stream(
            ArticlePage.references.field, ("reference", {"organisation": "HAS", "title": "Guide", "year": 2025})
        ),
        **fields,
    )
    article.article_authors.add(ArticleAuthor(person=PersonFactory(name_fr="Cy Lind", name_en="Cy Lind")))
    article.save()
    article.save_revision(user=editor)
    return ArticlePage.objects.get(pk=article.pk)


def signed_by(user, page, **changes):
    """The signature of what the page's latest version says."""
    page = ArticlePage.objects.get(pk=page.pk)
    values = {
        "page": page,
        "digest": digest_of(units_of(latest_text(page))),
        "explained": digest_of_words(explanations_of(latest_text(page))),
        "user": user,
        "statement": str(STATEMENT["fr"]),
        "next_review_on": default_next_review(),
    }
    return sign(**{**values, **changes})


@world
def live(people, draft):
    """An article that is signed and online."""
    signed_by(people.reviewer, draft)
    draft.get_latest_revision().publish()
    return ArticlePage.objects.get(pk=draft.pk)


def edited(page, user, number=1, html="<p>Prenez le comprimé le soir.</p>", **fields):
    """A new version with another text in one of its blocks, or other fields."""
    text = latest_text(ArticlePage.objects.get(pk=page.pk))
    if html:
        text.body[number] = ("paragraph", html, text.body[number].id)
    for name, value in fields.items():
        setattr(text, name, value)
    return text.save_revision(user=user)


def form(page, **fields):
    """What the editor posts for an article made of the blocks that `written` knows, or with other fields."""
    return nested_form_data(
        {
            **{name: getattr(page, name) for name in ("title", "slug", "introduction", "kind", "purpose", "audience")},
            **dict.fromkeys(
                ("illustration", "series", "seo_title", "search_description", "go_live_at", "expire_at"), ""
            ),
            "published_on": page.published_on.isoformat(),
            "series_position": "0",
            **{name: posted(getattr(page, name)) for name in ("key_points", "body", "questions", "references")},
            "article_authors": authors_posted(page),
            **{
                name: inline_formset([])
                for name in ("article_terms", "article_categories", "article_related", "comments")
            },
            **fields,
        }
    )


def authors_posted(page, **fields):
    rows = [{"id": link.pk, "person": link.person_id, **fields} for link in page.article_authors.all()]
    return inline_formset(rows, initial=len(rows))


def posted(blocks):
    """A stream, as its form posts it: with its ids."""
    data = streamfield([(child.block_type, posted_value(child.block, child.value)) for child in blocks])
    for number, child in enumerate(blocks):
        data[str(number)]["id"] = child.id
    return data


def posted_value(block, value):
    if isinstance(block, StructBlock):
        return {name: posted_value(child, value.get(name)) for name, child in block.child_blocks.items()}
    if isinstance(block, RichTextBlock):
        return rich_text(value.source, features=block.features)
    return "" if value is None else value

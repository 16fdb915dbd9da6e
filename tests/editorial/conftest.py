"""People, and articles with a review."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.users.models import UserProfile

from articles.models import ArticlePage, Review
from editorial.models import Role
from tests.factories.articles import ArticlePageFactory
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

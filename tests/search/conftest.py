"""A portal with a glossary, and what is found in it."""

import pytest
from django.urls import reverse
from django.utils import translation

from home.models import GlossaryPage
from tests.database import AT_ONCE
from tests.factories.articles import ArticlePageFactory, stream


@pytest.fixture(autouse=True)
def background_tasks(settings):
    """They keep the index."""
    settings.TASKS = AT_ONCE


@pytest.fixture
def portal(portal):
    """The smallest portal, with a glossary in each language."""
    portal.fr.glossary = GlossaryPage(title="Glossaire", slug="glossaire", locale=portal.fr.locale)
    portal.fr.home.add_child(instance=portal.fr.glossary)
    portal.en.glossary = portal.fr.glossary.copy_for_translation(portal.en.locale)
    portal.en.glossary.title, portal.en.glossary.slug, portal.en.glossary.live = "Glossary", "glossary", True
    portal.en.glossary.save()
    return portal


@pytest.fixture
def write(portal):
    """`write("Titre", "Du texte.")` makes a live French article."""

    def make(title, *paragraphs, tree=None, points=(), **fields):
        parent = (tree or portal.fr).articles
        page = ArticlePageFactory.build(title=title)
        return ArticlePageFactory(
            parent=parent,
            title=title,
            introduction=fields.pop("introduction", "Une page."),
            key_points=stream(type(page).key_points.field, *(("point", point) for point in points)),
            body=stream(type(page).body.field, *(("paragraph", f"<p>{text}</p>") for text in paragraphs)),
            **fields,
        )

    return make


@pytest.fixture
def search(client):
    """`search("mots")` asks the French results page: the answer, and the titles in order."""

    def ask(query, language="fr", status=200, **parameters):
        with translation.override(language):
            address = reverse("search")
        answer = client.get(address, {"q": query, **parameters})
        assert answer.status_code == status
        answer.titles = [
            str(result.term) if result.term else result.title.replace("<mark>", "").replace("</mark>", "")
            for result in [*answer.context.get("definitions", []), *answer.context.get("results", [])]
        ]
        return answer

    return ask

"""An article in French with its English translation under way."""

import pytest
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from articles.models import ArticlePage
from editorial.models import Role
from editorial.permissions.translator_permissions import open_to_translators
from tests.database import world
from tests.factories.articles import ArticlePageFactory, stream

ENGLISH = {
    "La chimiothérapie": "Chemotherapy",
    "La chimiothérapie, autrement": "Chemotherapy in other words",
    "Ce que vous trouverez ici.": "What you will find here.",
    "Comment agit-elle ?": "How does it work?",
    "Prenez 10 mg par jour. Buvez beaucoup.": "Take 10 mg a day. Drink a lot.",
    "Prenez 20 mg par jour. Buvez beaucoup.": "Take 20 mg a day. Drink a lot.",
    "Reposez-vous.": "Get some rest.",
    "Autre titre": "Another title",
}


@world
def article(portal):
    article = ArticlePageFactory(
        parent=portal.fr.articles,
        title="La chimiothérapie",
        slug="chimio",
        body=stream(
            ArticlePage.body.field,
            ("heading", {"text": "Comment agit-elle ?", "level": "2"}),
            ("paragraph", "<p>Prenez 10 mg par jour. Buvez beaucoup.</p>"),
            ("paragraph", "<p>Reposez-vous.</p>"),
        ),
    )
    article.save_revision().publish()
    return article


@world
def translation(portal, article):
    source, _created = TranslationSource.update_or_create_from_instance(article)
    translation = Translation.objects.create(source=source, target_locale=portal.en.locale)
    translation.save_target(publish=False)
    return translation


def translate_all(translation, leave_out=(), **fields):
    """Every text of a translation becomes English, those of `leave_out` excepted."""
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        if segment.string.data not in leave_out:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                defaults={"data": ENGLISH.get(segment.string.data, f"in-english-{segment.order}"), **fields},
            )


@pytest.fixture
def translate():
    """`translate(translation)`, as `translate_all`."""
    return translate_all


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    """As the translation editor does."""

    def act(translation):
        with django_capture_on_commit_callbacks(execute=True):
            translation.save_target(publish=True)

    return act


@world
def finished_translation(translation):
    """The translation, finished and published."""
    translate_all(translation)
    translation.save_target(publish=True)
    return translation


@pytest.fixture
def live(finished_translation):
    return finished_translation


@pytest.fixture
def account(portal, django_user_model):
    """An account with a role; translators may write in English."""
    open_to_translators(portal.en.home, created=True)

    def make(code, name=""):
        user = django_user_model.objects.create_user(name or code, password="secret", first_name=(name or code).title())
        user.groups.add(Role.objects.get(code=code).group)
        return user

    return make


@pytest.fixture
def translator(account, client):
    user = account("translator")
    client.force_login(user)
    return user

"""Pages in both languages, the way an editor makes them: under their parents, with block ids."""

import uuid

import factory
import wagtail_factories
from wagtail.models import Locale, Page

from articles.models import ArticleCategory, ArticleIndexPage, ArticlePage
from home.models import HomePage, StandardPage


def stream(field, *blocks):
    """A StreamField value of `(type, value)` pairs for `field`, a StreamField of a model."""
    return field.stream_block.to_python(
        [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks]
    )


class _InParentsLanguage(wagtail_factories.PageFactory):
    class Meta:
        abstract = True

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        if parent and not parent.is_root():
            kwargs.setdefault("locale", parent.locale)
        return super()._create_instance(model_class, parent, kwargs)


class HomePageFactory(_InParentsLanguage):
    class Meta:
        model = HomePage

    title = "Accueil"
    headline = "Comprendre, avant de décider"
    introduction = "Des articles clairs sur les maladies et les traitements."


class StandardPageFactory(_InParentsLanguage):
    class Meta:
        model = StandardPage

    title = factory.Sequence(lambda n: f"Page {n}")


class ArticleIndexPageFactory(_InParentsLanguage):
    class Meta:
        model = ArticleIndexPage

    title = "Articles"
    slug = "articles"
    introduction = "Un sujet par article."


class ArticlePageFactory(_InParentsLanguage):
    class Meta:
        model = ArticlePage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Article {n}")
    introduction = "Ce que vous trouverez ici."

    @factory.post_generation
    def categories(self, create, categories, **kwargs):
        if categories:
            self.article_categories.set([ArticleCategory(category=category) for category in categories])
            self.save()


def home_pages():
    """The French and the English home page, translations of each other, under a fresh root's children."""
    root = Page.objects.get(depth=1)
    french = Locale.objects.get_or_create(language_code="fr")[0]
    english = Locale.objects.get_or_create(language_code="en")[0]
    home_fr = HomePageFactory(parent=root, slug="fr", locale=french)
    home_en = home_fr.copy_for_translation(english)
    home_en.title, home_en.slug, home_en.headline = "Home", "en", "Understand before you decide"
    home_en.introduction = "Clear articles about illness and treatment."
    home_en.live = True
    home_en.save()
    return home_fr, home_en

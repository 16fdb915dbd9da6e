"""Articles and their lists, the way an editor makes them: under their parents, with block ids."""

import uuid

import factory
import wagtail_factories

from articles.models import ArticleCategory, ArticleIndexPage, ArticlePage


def stream(field, *blocks):
    """A StreamField value of `(type, value)` pairs for `field`, a StreamField of a model."""
    return field.stream_block.to_python(
        [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks]
    )


class InParentsLanguage(wagtail_factories.PageFactory):
    """A page is in its parent's language, unless told otherwise."""

    class Meta:
        abstract = True

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        if parent and not parent.is_root():
            kwargs.setdefault("locale", parent.locale)
        return super()._create_instance(model_class, parent, kwargs)


class ArticleIndexPageFactory(InParentsLanguage):
    class Meta:
        model = ArticleIndexPage

    title = "Articles"
    slug = "articles"
    introduction = "Un sujet par article."


class ArticlePageFactory(InParentsLanguage):
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


def every_block(field, image):
    """A text with one block of each type, as the block chooser shows it, and a picture that says something."""
    blocks = []
    for name, block in field.stream_block.child_blocks.items():
        value = block.get_prep_value(block.normalize(block.get_preview_value()))
        if name == "figure":
            value["image"] = {"image": image.pk, "alt_text": "Deux cercles qui se croisent.", "decorative": False}
        elif name == "paragraph":
            value += '<p>On dit aussi <a linktype="language" id="la">in situ</a>.</p>'
        blocks.append((name, value))
    return stream(field, *blocks)

"""The shared labels: which fields have a column per language, and which of these the translations' board waits for.

What is registered here is a label. The board, exports, roles and tests read the register (`translator`).
"""

from django.conf import settings
from modeltranslation.translator import TranslationOptions, register

from vocabulary.models import Category, Person, Series, Term


class LabelTranslationOptions(TranslationOptions):
    """A label's fields, and which of them the translations' board waits for."""

    awaited: tuple[str, ...] = ()


@register(Category)
class CategoryTranslationOptions(LabelTranslationOptions):
    """Every reader meets the categories: they are named in every language."""

    fields = ("name", "slug", "introduction")
    awaited = ("name",)
    required_languages = {"default": ("name",)}


@register(Series)
class SeriesTranslationOptions(LabelTranslationOptions):
    """Every reader meets the series of an article: it is named in every language."""

    fields = ("name", "introduction")
    awaited = ("name",)
    required_languages = {"default": ("name",)}


@register(Term)
class TermTranslationOptions(LabelTranslationOptions):
    """A term may wait for its partner; until then it is not shown in that language."""

    fields = ("name", "slug", "short_definition", "long_definition", "synonyms", "acronym")
    awaited = ("name", "short_definition")
    required_languages = {settings.LANGUAGE_CODE: ("name", "short_definition")}


@register(Person)
class PersonTranslationOptions(LabelTranslationOptions):
    """Teams and roles have names in each language."""

    fields = ("name", "role", "qualification", "organisation")
    awaited = ("name",)
    required_languages = {settings.LANGUAGE_CODE: ("name",)}
